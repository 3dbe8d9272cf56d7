package io.usher.sandbox.google;

import com.google.api.client.json.gson.GsonFactory;
import com.google.api.client.json.webtoken.JsonWebSignature;
import com.google.api.client.json.webtoken.JsonWebToken.Payload;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Checks the signed JWT by which a service account asks for a token. */
final class Assertion {

  private static final String AUDIENCE = "https://oauth2.googleapis.com/token";
  private static final String SCOPE = "https://www.googleapis.com/auth/spreadsheets";
  private static final long MINUTES_60 = 3600;

  /**
   * @param code Google's, such as {@code invalid_grant}
   */
  record Fault(String code, String description) {}

  private static final Fault BAD_SIGNATURE = new Fault("invalid_grant", "Invalid JWT Signature.");

  private Assertion() {}

  /** Empty when the account may have its token. */
  static Optional<Fault> fault(String jwt, ServiceAccount account, Instant now) {
    try {
      JsonWebSignature signed =
          JsonWebSignature.parser(GsonFactory.getDefaultInstance()).parse(jwt);
      if (!account.keyId().equals(signed.getHeader().getKeyId())
          || !"RS256".equals(signed.getHeader().getAlgorithm())
          || !signed.verifySignature(account.publicKey())) {
        return Optional.of(BAD_SIGNATURE);
      }
      return claimFault(signed.getPayload(), now);
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      return Optional.of(BAD_SIGNATURE);
    }
  }

  private static Optional<Fault> claimFault(Payload claims, Instant now) {
    if (!ServiceAccount.EMAIL.equals(claims.getIssuer())) {
      return grantFault("Invalid grant: account not found");
    }
    if (!claims.getAudienceAsList().contains(AUDIENCE)) {
      return grantFault("Invalid JWT: Failed audience check.");
    }
    if (!isTimely(claims, now.getEpochSecond())) {
      return grantFault(
          "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable"
              + " timeframe. Check your iat and exp values in the JWT claim.");
    }
    if (!List.of(String.valueOf(claims.get("scope")).split(" ")).contains(SCOPE)) {
      return Optional.of(
          new Fault("invalid_scope", "Invalid OAuth scope or ID token audience provided."));
    }
    return Optional.empty();
  }

  private static boolean isTimely(Payload claims, long now) {
    Long from = claims.getIssuedAtTimeSeconds();
    Long until = claims.getExpirationTimeSeconds();
    return from != null
        && until != null
        && until > now
        && from <= now + MINUTES_60
        && until - from <= MINUTES_60;
  }

  private static Optional<Fault> grantFault(String description) {
    return Optional.of(new Fault("invalid_grant", description));
  }
}
