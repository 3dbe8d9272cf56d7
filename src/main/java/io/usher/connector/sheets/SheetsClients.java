package io.usher.connector.sheets;

import com.google.api.client.http.HttpRequestInitializer;
import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.javanet.NetHttpTransport;
import com.google.api.client.json.gson.GsonFactory;
import com.google.api.services.sheets.v4.Sheets;
import com.google.api.services.sheets.v4.SheetsScopes;
import com.google.auth.http.HttpCredentialsAdapter;
import com.google.auth.oauth2.ServiceAccountCredentials;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.component.google.sheets.GoogleSheetsClientFactory;
import org.apache.camel.support.ResourceHelper;
import org.jspecify.annotations.Nullable;

/**
 * Makes a Sheets client of a service account's key. Camel's own asks Google for a token while the
 * route is created, so the hub could not start with Google away; this one asks at the first row.
 */
public class SheetsClients implements GoogleSheetsClientFactory {

  private static final int TIMEOUT_MS = 20_000;

  private String rootUrl = "";

  /** The API's address when it is not Google's, ending with a slash. */
  public void setRootUrl(String rootUrl) {
    this.rootUrl = rootUrl;
  }

  @Override
  public Sheets makeClient(
      CamelContext context,
      String serviceAccountKey,
      @Nullable Collection<String> scopes,
      String applicationName,
      @Nullable String delegate) {
    HttpTransport transport = new NetHttpTransport();
    Sheets.Builder builder =
        new Sheets.Builder(
            transport,
            GsonFactory.getDefaultInstance(),
            requests(credentials(context, serviceAccountKey, transport)));
    builder.setApplicationName(applicationName);
    if (!rootUrl.isBlank()) {
      builder.setRootUrl(rootUrl);
    }
    return builder.build();
  }

  @Override
  public Sheets makeClient(
      String clientId,
      String clientSecret,
      Collection<String> scopes,
      String applicationName,
      String refreshToken,
      String accessToken) {
    throw new UnsupportedOperationException("Usher signs in to Google with a service account.");
  }

  private static HttpRequestInitializer requests(HttpRequestInitializer credentials) {
    return request -> {
      credentials.initialize(request);
      request.setConnectTimeout(TIMEOUT_MS);
      request.setReadTimeout(TIMEOUT_MS);
      request.setFollowRedirects(false);
    };
  }

  private static HttpRequestInitializer credentials(
      CamelContext context, String key, HttpTransport transport) {
    String location = ResourceHelper.hasScheme(key) ? key : "file:" + key;
    try (InputStream in = ResourceHelper.resolveMandatoryResourceAsInputStream(context, location)) {
      return new HttpCredentialsAdapter(
          ServiceAccountCredentials.fromStream(in, () -> transport)
              .createScoped(List.of(SheetsScopes.SPREADSHEETS)));
    } catch (IOException e) {
      throw new RuntimeCamelException(
          "The service account's key can't be read from " + key + ". Check serviceAccountKey.", e);
    }
  }
}
