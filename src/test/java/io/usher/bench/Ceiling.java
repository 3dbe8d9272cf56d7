package io.usher.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;

/**
 * The most that a Java web server does here: a bare servlet that reads the body, parses it, checks
 * the signature and answers. It keeps nothing. Started as a process of its own, with the port as
 * argument.
 */
final class Ceiling extends HttpServlet {

  private static final long serialVersionUID = 1L;
  private static final JsonFactory JSON = new JsonFactory();

  private final transient Mac mac;

  private Ceiling() throws GeneralSecurityException {
    mac = Mac.getInstance("HmacSHA1");
    mac.init(new SecretKeySpec("demo-secret".getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
  }

  public static void main(String[] args) throws Exception {
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(Files.createTempDirectory("ceiling").toString());
    Connector connector = new Connector();
    connector.setPort(Integer.parseInt(args[0]));
    connector.setProperty("address", "127.0.0.1");
    connector.setProperty("maxThreads", "64");
    connector.setProperty("maxKeepAliveRequests", "-1");
    tomcat.setConnector(connector);
    Context context = tomcat.addContext("", null);
    Tomcat.addServlet(context, "hooks", new Ceiling());
    context.addServletMappingDecoded("/*", "hooks");
    tomcat.start();
    System.out.println("Usher is ready.");
    tomcat.getServer().await();
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    byte[] body = request.getInputStream().readAllBytes();
    boolean genuine = matches(id(body), request.getHeader("X-SHOWPASS-SIGNATURE"));
    byte[] answer =
        "{\"event\":\"0193b1c2-0000-7000-8000-000000000000\",\"duplicate\":false}"
            .getBytes(StandardCharsets.US_ASCII);
    response.setStatus(genuine ? 202 : 401);
    response.setContentType("application/json");
    response.setContentLength(answer.length);
    response.getOutputStream().write(answer);
  }

  /** Reads the whole document, for what is not read is not checked. */
  private static String id(byte[] body) throws IOException {
    String id = "";
    int depth = 0;
    try (JsonParser json = JSON.createParser(body)) {
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        if (depth == 1 && token == JsonToken.VALUE_STRING && "id".equals(json.currentName())) {
          id = json.getText();
        }
      }
    }
    return id;
  }

  private boolean matches(String id, String signature) {
    try {
      byte[] expected = ((Mac) mac.clone()).doFinal(id.getBytes(StandardCharsets.UTF_8));
      return signature != null
          && MessageDigest.isEqual(expected, HexFormat.of().parseHex(signature));
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException(e);
    }
  }
}
