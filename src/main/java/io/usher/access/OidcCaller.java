package io.usher.access;

import java.io.Serial;
import java.util.Objects;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;

/** Somebody whom the sign-in server knows, and what our rules make of it. */
final class OidcCaller extends DefaultOidcUser {

  @Serial private static final long serialVersionUID = 1L;

  private final transient Caller caller;

  OidcCaller(OidcUser user, Caller caller) {
    super(caller.authorities(), user.getIdToken(), user.getUserInfo());
    this.caller = caller;
  }

  Caller caller() {
    return caller;
  }

  @Override
  public String getName() {
    return caller.name();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof OidcCaller oidc && oidc.caller.equals(caller);
  }

  @Override
  public int hashCode() {
    return Objects.hash(caller);
  }
}
