package io.usher.access;

import io.usher.audit.AuditTrail;
import io.usher.settings.HubSettings;
import io.usher.store.UserStore;
import java.time.Clock;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.authentication.builders.AuthenticationManagerBuilder;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.logout.LogoutFilter;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.savedrequest.NullRequestCache;

/**
 * What every request but a webhook passes: who is it? What that person or script may do is decided
 * by {@link AccessGate} and the store.
 */
@Configuration(proxyBeanMethods = false)
class AccessConfiguration {

  static final String POLICY =
      "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none';"
          + " form-action 'self'; frame-ancestors 'none'";

  private static final String[] OPEN = {
    "/sign-in", "/sign-in.css", "/sign-in/oidc", "/error", "/actuator/health", "/actuator/health/**"
  };

  /** Hashes of before had no prefix. */
  @Bean
  PasswordEncoder passwordEncoder() {
    DelegatingPasswordEncoder encoder =
        (DelegatingPasswordEncoder) PasswordEncoderFactories.createDelegatingPasswordEncoder();
    encoder.setDefaultPasswordEncoderForMatches(new BCryptPasswordEncoder());
    return encoder;
  }

  /** What security's firewall refuses, such as a path with "..", gets the one error form too. */
  @Bean
  RequestRejectedHandler refusedRequests() {
    return (request, response, rejected) ->
        Refusals.write(
            response,
            400,
            "bad-request",
            "The request is not valid HTTP for this hub: Bad Request.");
  }

  @Bean
  KnownBrowsers knownBrowsers() {
    return new KnownBrowsers();
  }

  @Bean
  @DependsOn("readyDatabase")
  LocalToken localToken(HubSettings settings) {
    return new LocalToken(settings);
  }

  @Bean
  OidcServer oidcServer(OidcSettings settings, HubSettings hub) {
    return new OidcServer(settings, hub.publicUrl());
  }

  @Bean
  SessionWatch sessionWatch(UserStore users, SessionSettings settings, Clock clock) {
    return new SessionWatch(users, settings, clock);
  }

  /** It is for the security chain; Spring Boot would put it before every request once more. */
  @Bean
  FilterRegistrationBean<SessionWatch> sessionWatchOnce(SessionWatch watch) {
    FilterRegistrationBean<SessionWatch> registration = new FilterRegistrationBean<>(watch);
    registration.setEnabled(false);
    return registration;
  }

  @Bean
  SignedIn signedIn(
      SessionWatch watch,
      KnownBrowsers browsers,
      UserStore users,
      AuditTrail audit,
      HubSettings hub) {
    return new SignedIn(watch, browsers, users, audit, hub);
  }

  /** Behind a proxy that speaks TLS the hub itself can't see that it is. */
  @Bean
  ServletContextInitializer cookiesOnlyOverTls(HubSettings hub) {
    return context -> {
      if (SignedIn.isHttps(hub)) {
        context.getSessionCookieConfig().setSecure(true);
      }
    };
  }

  @Bean
  SecurityFilterChain accessChain(
      HttpSecurity http,
      PasswordCheck passwords,
      LocalToken local,
      ApiTokens tokens,
      SessionWatch watch,
      SignedIn signedIn,
      SignInAnswers answers,
      OidcSettings oidc,
      OidcServer server,
      HubSettings hub,
      ObjectProvider<OpenPaths> open)
      throws Exception {
    CrossSite crossSite = new CrossSite(hub.publicUrl());
    paths(http, open);
    // Without a parent: it would look at each wrong password once more.
    http.getSharedObject(AuthenticationManagerBuilder.class).parentAuthenticationManager(null);
    http.authenticationProvider(passwords)
        .csrf(csrf -> csrf.requireCsrfProtectionMatcher(crossSite))
        .requestCache(cache -> cache.requestCache(new NullRequestCache()))
        .addFilterBefore(watch, LogoutFilter.class)
        .addFilterBefore(new BearerLogin(local, tokens), BasicAuthenticationFilter.class)
        .formLogin(
            form ->
                form.loginPage("/sign-in")
                    .loginProcessingUrl("/sign-in")
                    .usernameParameter("name")
                    .passwordParameter("password")
                    .authenticationDetailsSource(SignInDetails::new)
                    .successHandler(signedIn)
                    .failureHandler(answers::failed))
        .logout(
            logout ->
                logout
                    .logoutUrl("/sign-out")
                    .deleteCookies("usher-session")
                    .addLogoutHandler(answers)
                    .logoutSuccessHandler(answers::signedOut))
        .httpBasic(
            basic ->
                basic
                    .realmName("Usher")
                    .authenticationDetailsSource(SignInDetails::new)
                    .authenticationEntryPoint(answers))
        .exceptionHandling(
            errors -> errors.authenticationEntryPoint(answers).accessDeniedHandler(answers));
    headers(http);
    if (oidc.isOn()) {
      OidcSignIn.add(http, oidc, server, signedIn, answers);
    }
    return http.build();
  }

  private static void paths(HttpSecurity http, ObjectProvider<OpenPaths> open) throws Exception {
    String[] more = open.stream().flatMap(one -> one.patterns().stream()).toArray(String[]::new);
    String[] all = Stream.concat(Stream.of(OPEN), Stream.of(more)).toArray(String[]::new);
    http.authorizeHttpRequests(
        paths ->
            paths
                .requestMatchers(all)
                .permitAll()
                .requestMatchers("/actuator", "/actuator/**")
                .access(
                    (who, request) ->
                        new AuthorizationDecision(
                            Caller.of(who.get())
                                .filter(caller -> caller.reach().isEverything())
                                .filter(caller -> caller.may(Role.VIEWER, Scope.METRICS_READ))
                                .isPresent()))
                .anyRequest()
                .authenticated());
  }

  private static void headers(HttpSecurity http) throws Exception {
    http.headers(
        headers ->
            headers
                .contentSecurityPolicy(csp -> csp.policyDirectives(POLICY))
                .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
                .permissionsPolicyHeader(
                    permissions ->
                        permissions.policy("camera=(), microphone=(), geolocation=(), payment=()"))
                .frameOptions(frames -> frames.deny()));
  }
}
