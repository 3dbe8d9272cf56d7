package io.usher.access;

import io.usher.sandbox.SandboxPaths;
import io.usher.settings.HubSettings;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;

/**
 * Webhooks and the sandbox's vendor addresses check for themselves; all else needs the admin or the
 * local token.
 */
@Configuration(proxyBeanMethods = false)
class AccessConfiguration {

  @Bean
  PasswordEncoder passwordEncoder() {
    return new BCryptPasswordEncoder();
  }

  @Bean
  @DependsOn("dataFolder")
  SecurityFilterChain accessChain(HttpSecurity http, HubSettings settings) throws Exception {
    return http.authorizeHttpRequests(
            paths ->
                paths
                    .requestMatchers(SandboxPaths.VENDOR)
                    .permitAll()
                    .requestMatchers("/actuator/health", "/actuator/health/**")
                    .permitAll()
                    .requestMatchers("/error")
                    .permitAll()
                    .anyRequest()
                    .authenticated())
        .csrf(csrf -> csrf.requireCsrfProtectionMatcher(new CrossSite()))
        .addFilterBefore(new LocalToken(settings), BasicAuthenticationFilter.class)
        .httpBasic(
            basic ->
                basic
                    .realmName("Usher")
                    .authenticationEntryPoint((request, response, e) -> signIn(response)))
        .exceptionHandling(
            errors ->
                errors
                    .authenticationEntryPoint((request, response, e) -> signIn(response))
                    .accessDeniedHandler((request, response, e) -> forbidden(response)))
        .headers(
            headers ->
                headers.contentSecurityPolicy(
                    csp ->
                        csp.policyDirectives(
                            "default-src 'self'; style-src 'self' 'unsafe-inline'; script-src 'self'; img-src 'self' data:;"
                                + " frame-ancestors 'self'; base-uri 'none'; form-action 'self'")))
        .sessionManagement(Customizer.withDefaults())
        .build();
  }

  private static void signIn(HttpServletResponse response) throws IOException {
    response.setHeader("WWW-Authenticate", "Basic realm=\"Usher\"");
    write(response, 401, "sign-in", "Sign in as admin, or send a bearer token.");
  }

  private static void forbidden(HttpServletResponse response) throws IOException {
    write(response, 403, "not-allowed", "You may not do that from here.");
  }

  private static void write(HttpServletResponse response, int status, String code, String sentence)
      throws IOException {
    response.setStatus(status);
    response.setContentType("application/json");
    response
        .getOutputStream()
        .write(
            "{\"error\":\"%s\",\"code\":\"%s\"}"
                .formatted(sentence, code)
                .getBytes(StandardCharsets.UTF_8));
  }
}
