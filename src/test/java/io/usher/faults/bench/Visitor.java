package io.usher.faults.bench;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Somebody at the console: signs in as admin, reads pages, follows what they lead to. */
final class Visitor {

  private static final Pattern LINK = Pattern.compile("(?:href|hx-get)=\"(/[^\"]*)\"");
  private static final Pattern ID = Pattern.compile("[0-9a-f]{8}-[0-9a-f-]{27}");
  private static final int OF_A_KIND = 3;
  private static final int TIMES = 3;

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .cookieHandler(new CookieManager())
          .build();
  private final int port;

  /**
   * @param status of the worst answer
   * @param millis until all of the page was there, the median of some readings
   */
  record Reading(int status, long millis) {}

  Visitor(int port) throws IOException, InterruptedException {
    this.port = port;
    HttpResponse<String> answer =
        http.send(
            request("/sign-in")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Sec-Fetch-Site", "same-origin")
                .POST(HttpRequest.BodyPublishers.ofString("name=admin&password=test-password"))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 303) {
      throw new IllegalStateException("Signing in was answered " + answer.statusCode());
    }
  }

  String page(String path) throws IOException, InterruptedException {
    return read(path).body();
  }

  /** Each of them, and some of each kind of page that they have a link to. */
  Map<String, Reading> readAll(List<String> starts) throws IOException, InterruptedException {
    Map<String, Reading> read = new TreeMap<>();
    Map<String, Integer> kinds = new HashMap<>();
    Set<String> found = new LinkedHashSet<>(starts);
    List<String> toRead = new ArrayList<>(found);
    while (!toRead.isEmpty()) {
      String path = toRead.remove(0);
      for (String link : links(read(path, read))) {
        if (found.add(link) && kinds.merge(kind(link), 1, Integer::sum) <= OF_A_KIND) {
          toRead.add(link);
        }
      }
    }
    return read;
  }

  private String read(String path, Map<String, Reading> read)
      throws IOException, InterruptedException {
    List<Long> millis = new ArrayList<>();
    int worst = 0;
    String body = "";
    for (int i = 0; i < TIMES; i++) {
      long began = System.nanoTime();
      HttpResponse<String> answer = read(path);
      millis.add((System.nanoTime() - began) / 1_000_000);
      worst = Math.max(worst, answer.statusCode());
      body = answer.body();
    }
    read.put(path, new Reading(worst, Quantile.median(millis)));
    return body;
  }

  private static List<String> links(String page) {
    return LINK.matcher(page).results().map(Visitor::path).filter(Visitor::isPage).toList();
  }

  private static String path(java.util.regex.MatchResult link) {
    String path = link.group(1).replace("&amp;", "&");
    int fragment = path.indexOf('#');
    return fragment < 0 ? path : path.substring(0, fragment);
  }

  private static boolean isPage(String path) {
    return !path.startsWith("/assets/") && !path.startsWith("//");
  }

  /** The same for pages that differ in ids and in what is asked for. */
  private static String kind(String path) {
    Matcher ids = ID.matcher(path);
    return ids.replaceAll("id").replaceAll("=[^&]*", "=");
  }

  private HttpResponse<String> read(String path) throws IOException, InterruptedException {
    return http.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .timeout(Duration.ofSeconds(60));
  }
}
