package io.usher.access;

import io.usher.settings.StartupProblem;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;

/** Adds the sign-in server to what people can sign in by: code flow with PKCE, state and nonce. */
final class OidcSignIn {

  private OidcSignIn() {}

  static void add(
      HttpSecurity http,
      OidcSettings settings,
      OidcServer server,
      SignedIn signedIn,
      SignInAnswers answers)
      throws Exception {
    check(settings);
    DefaultOAuth2AuthorizationRequestResolver requests =
        new DefaultOAuth2AuthorizationRequestResolver(server, "/oauth2/authorization");
    requests.setAuthorizationRequestCustomizer(OAuth2AuthorizationRequestCustomizers.withPkce());
    http.oauth2Login(
        login ->
            login
                .loginPage("/sign-in")
                .clientRegistrationRepository(server)
                .authorizedClientRepository(new NoTokensKept())
                .authorizationEndpoint(at -> at.authorizationRequestResolver(requests))
                .userInfoEndpoint(at -> at.oidcUserService(new OidcPeople(settings)))
                .successHandler(signedIn)
                .failureHandler(answers::failed));
  }

  private static void check(OidcSettings settings) {
    if (settings.clientId().isBlank()) {
      throw new StartupProblem(
          "usher.oidc.issuer is set, but usher.oidc.client-id is empty. Name the client that the sign-in server"
              + " knows Usher by.");
    }
    if (!settings.scopes().contains("openid")) {
      throw new StartupProblem(
          "The setting usher.oidc.scopes must have openid; without it no server says who signs in.");
    }
    if (settings.groups().isEmpty()) {
      throw new StartupProblem(
          "usher.oidc.issuer is set, but usher.oidc.groups is empty, so nobody could sign in by it."
              + " Write what a group may do, such as: box-office = operator for demo.");
    }
  }
}
