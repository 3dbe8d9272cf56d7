package io.usher.sandbox;

/** Which paths belong to whom, for the application's security. */
public final class SandboxPaths {

  static final String SALESFORCE = "/sandbox/salesforce/*/services/**";
  static final String GOOGLE_TOKEN = "/sandbox/google/token";
  static final String GOOGLE_API = "/sandbox/google/v4/**";

  /**
   * Called by connectors, which have the vendor's kind of login: needs none of ours and no CSRF
   * token. All other paths under {@code /sandbox} are a person's.
   */
  @SuppressWarnings("MutablePublicArray")
  public static final String[] VENDOR = {SALESFORCE, GOOGLE_TOKEN, GOOGLE_API};

  private SandboxPaths() {}
}
