package io.usher.connector;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.function.Function;
import javax.net.ssl.SSLException;

/**
 * One HTTP request that only asks: no redirects, ten seconds, and a sentence for whatever breaks.
 */
public final class VendorProbe {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private VendorProbe() {}

  /**
   * @param setting the name of the setting that holds the address, for the sentence
   */
  public static ConnectionCheck.Result ask(
      String setting,
      String address,
      Function<HttpRequest.Builder, HttpRequest.Builder> shape,
      Function<HttpResponse<String>, ConnectionCheck.Result> meaning) {
    HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    try {
      HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address)).timeout(TIMEOUT);
      return meaning.apply(
          client.send(shape.apply(request).build(), HttpResponse.BodyHandlers.ofString()));
    } catch (IllegalArgumentException e) {
      return ConnectionCheck.Result.fails("The setting " + setting + " is no web address.");
    } catch (IOException e) {
      return ConnectionCheck.Result.fails(sentence(e, setting));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ConnectionCheck.Result.fails("The check was interrupted.");
    }
  }

  private static String sentence(IOException e, String setting) {
    if (e instanceof HttpTimeoutException) {
      return "Nobody answered in time at the address in " + setting + ".";
    }
    if (Causes.find(e, SSLException.class).isPresent()) {
      return "No secure connection to the address in " + setting + ": its certificate was refused.";
    }
    return "Nobody can be reached at the address in "
        + setting
        + " ("
        + e.getClass().getSimpleName()
        + "). Check it, and the network.";
  }
}
