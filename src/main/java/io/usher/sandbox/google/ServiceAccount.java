package io.usher.sandbox.google;

import io.usher.sandbox.standin.ExactJson;
import io.usher.sandbox.standin.SandboxOnly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.Base64;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.springframework.stereotype.Component;

/** The one account that Google's stand-in knows; its key is new at each start. */
@SandboxOnly
@Component
public final class ServiceAccount {

  /**
   * Half of what Google's own keys have: this one opens nothing but a made-up sheet, and to find
   * primes for 2048 bits would take up to a second of a start.
   */
  private static final int BITS = 1024;

  static final String EMAIL = "sandbox@sandbox-project.iam.gserviceaccount.com";
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  /** Made while the rest of the hub starts. */
  private final CompletableFuture<KeyPair> keys =
      CompletableFuture.supplyAsync(ServiceAccount::newKeys);

  private final String keyId = UUID.randomUUID().toString().replace("-", "");

  PublicKey publicKey() {
    return keys.join().getPublic();
  }

  String keyId() {
    return keyId;
  }

  /** Writes the key file that a Google client takes, readable by its owner only. */
  public void writeTo(Path file, String tokenUri) throws IOException {
    Files.createDirectories(file.getParent());
    Path fresh = Files.createTempFile(file.getParent(), "service-account", ".json", OWNER_ONLY);
    Files.write(fresh, ExactJson.MAPPER.writeValueAsBytes(keyFile(tokenUri)));
    Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
  }

  private Object keyFile(String tokenUri) {
    return ExactJson.MAPPER
        .createObjectNode()
        .put("type", "service_account")
        .put("project_id", "sandbox-project")
        .put("private_key_id", keyId)
        .put("private_key", pem())
        .put("client_email", EMAIL)
        .put("client_id", "100000000000000000001")
        .put("token_uri", tokenUri);
  }

  private String pem() {
    String base64 =
        Base64.getMimeEncoder(64, new byte[] {'\n'})
            .encodeToString(keys.join().getPrivate().getEncoded());
    return "-----BEGIN PRIVATE KEY-----\n" + base64 + "\n-----END PRIVATE KEY-----\n";
  }

  private static KeyPair newKeys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(BITS);
      return generator.generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This Java has no RSA, which the sandbox needs.", e);
    }
  }
}
