package io.usher.access;

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;

/**
 * What is known of the sign-in server. It is asked at the first sign-in, not at the start: a hub
 * must take webhooks while that server is away.
 */
final class OidcServer implements ClientRegistrationRepository {

  static final String ID = "oidc";
  private static final String CODE_PATH = "/login/oauth2/code/{registrationId}";

  private final OidcSettings settings;
  private final String publicUrl;
  private volatile @Nullable ClientRegistration known;

  OidcServer(OidcSettings settings, String publicUrl) {
    this.settings = settings;
    this.publicUrl = publicUrl.replaceAll("/+$", "");
  }

  @Override
  public @Nullable ClientRegistration findByRegistrationId(String id) {
    return ID.equals(id) ? registration() : null;
  }

  /**
   * @throws IllegalArgumentException or another RuntimeException when the server can't be asked
   */
  ClientRegistration registration() {
    ClientRegistration found = known;
    if (found == null) {
      found =
          ClientRegistrations.fromIssuerLocation(settings.issuer())
              .registrationId(ID)
              .clientId(settings.clientId())
              .clientSecret(settings.clientSecret())
              .clientName(settings.label())
              .redirectUri((publicUrl.isEmpty() ? "{baseUrl}" : publicUrl) + CODE_PATH)
              .scope(settings.scopes())
              .build();
      known = found;
    }
    return found;
  }
}
