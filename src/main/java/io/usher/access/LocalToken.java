package io.usher.access;

import io.usher.settings.HubSettings;
import io.usher.settings.StartupProblem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets the command line in without a password where it runs as the hub's own user: each start
 * writes a new token to {@code data/cli-token}, readable by that user alone.
 */
final class LocalToken extends OncePerRequestFilter {

  private static final String BEARER = "Bearer ";

  private final byte[] token;

  LocalToken(HubSettings settings) {
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    String text = HexFormat.of().formatHex(random);
    write(settings.dataDir(), text);
    this.token = text.getBytes(StandardCharsets.UTF_8);
  }

  private static void write(Path folder, String text) {
    Path file = folder.resolve("cli-token");
    try {
      Files.createDirectories(folder);
      Files.deleteIfExists(file);
      if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      }
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new StartupProblem(
          "The file "
              + file.toAbsolutePath()
              + " can't be written. Make the data folder writable for the hub's user.",
          e);
    }
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String header = request.getHeader("Authorization");
    if (header != null
        && header.startsWith(BEARER)
        && matches(header.substring(BEARER.length()).strip())) {
      SecurityContext context = SecurityContextHolder.createEmptyContext();
      context.setAuthentication(
          UsernamePasswordAuthenticationToken.authenticated(
              "cli", null, AuthorityUtils.createAuthorityList("ROLE_ADMIN")));
      SecurityContextHolder.setContext(context);
    }
    chain.doFilter(request, response);
  }

  private boolean matches(String given) {
    return MessageDigest.isEqual(token, given.getBytes(StandardCharsets.UTF_8));
  }
}
