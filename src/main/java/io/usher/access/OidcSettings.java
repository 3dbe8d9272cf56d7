package io.usher.access;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Signing in by a server that speaks OpenID Connect.
 *
 * @param issuer its address, as its discovery document says it; empty: off
 * @param label what the button on the sign-in page says
 * @param nameClaim what people are called here
 * @param groupsClaim where the ID token or the user info names somebody's groups
 * @param groups what a group may do: {@code box-office = operator for demo, venue2}
 */
@ConfigurationProperties("usher.oidc")
record OidcSettings(
    @DefaultValue("") String issuer,
    @DefaultValue("") String clientId,
    @DefaultValue("") String clientSecret,
    @DefaultValue("Single sign-on") String label,
    @DefaultValue({"openid", "profile", "email"}) List<String> scopes,
    @DefaultValue("email") String nameClaim,
    @DefaultValue("groups") String groupsClaim,
    @DefaultValue List<String> groups) {

  boolean isOn() {
    return !issuer.isBlank();
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "sign-in by " + issuer;
  }
}
