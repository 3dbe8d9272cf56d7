package io.usher.reload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.usher.settings.FileProblem;
import io.usher.testing.RunningHub;
import io.usher.testing.Sales;
import io.usher.testing.ScriptedTarget;
import io.usher.testing.TwoDestinations;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Broken and odd files are thrown at a hub while sales come in: nothing that ran stops. */
class OddFilesTest {

  private static final String HEAD =
      "- route:\n    id: crm\n    from:\n      uri: outbox:crm\n      steps:\n";

  @TempDir Path folder;
  private RunningHub hub;
  private ScriptedTarget target;
  private final AtomicInteger sold = new AtomicInteger();

  @BeforeEach
  void aHubWithTwoDestinations() {
    TwoDestinations.write(folder);
    hub = TwoDestinations.start(folder);
    target = hub.bean(ScriptedTarget.class);
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  /** Contents of crm's file, each with the line that must be told; 0 for the whole file. */
  private static Map<String, Integer> routes() {
    Map<String, Integer> odd = new LinkedHashMap<>();
    odd.put("", 0);
    odd.put("   \n\n", 0);
    odd.put("# only a comment\n", 0);
    odd.put("just a word\n", 1);
    odd.put("42\n", 1);
    odd.put("{}\n", 1);
    odd.put("[]\n", 1);
    odd.put("- \n", 1);
    odd.put("- route:\n", 1);
    odd.put("- route: []\n", 1);
    odd.put("- route: {}\n", 1);
    odd.put("\t- route: {id: crm}\n", 1);
    odd.put("- route: {id: crm", 2);
    odd.put("--- \n" + HEAD + "        - log: a\n---\n" + HEAD + "        - log: b\n", 8);
    odd.put(HEAD, 5);
    odd.put(HEAD + "        - lgo: hi\n", 6);
    odd.put(HEAD + "        - log: hi\n          to: log:x\n", 6);
    odd.put(HEAD + "       - log: hi\n      - to: log:x\n", 7);
    odd.put(HEAD + "        - to: nosuch:thing\n", 6);
    odd.put(HEAD + "        - log: fine\n        - to: log:x?levle=INFO\n", 7);
    odd.put(HEAD + "        - to: kamelet:nosuch-sink\n", 6);
    odd.put(HEAD + "        - log: fine\n        - to: \"log:{{nobody.set.this}}\"\n", 7);
    odd.put(HEAD + "        - setBody: {expression: {simple: {expression: \"${body\"}}}\n", 6);
    odd.put(
        HEAD
            + "        - log: a\n        - setBody: {expression: {jq: {expression: \".a | | .b\"}}}\n",
        7);
    odd.put(HEAD + "        - process: {ref: nobody}\n", 6);
    odd.put(HEAD + "        - bean: {ref: nobody}\n", 6);
    odd.put(HEAD + "        - setBody: {expression: {nolanguage: {expression: x}}}\n", 6);
    odd.put(HEAD + "        - choice: {when: []}\n        - log: [1, 2]\n", 7);
    odd.put(HEAD.replace("id: crm", "id: other") + "        - log: hi\n", 2);
    odd.put(HEAD.replace("    id: crm\n", "") + "        - log: hi\n", 1);
    odd.put(HEAD.replace("outbox:crm", "outbox:mail") + "        - log: hi\n", 4);
    odd.put(HEAD.replace("outbox:crm", "timer:x") + "        - log: hi\n", 4);
    odd.put(HEAD.replace("outbox:crm", "outbox:crm?concurrency=0") + "        - log: hi\n", 4);
    odd.put(HEAD.replace("outbox:crm", "outbox:crm?colour=red") + "        - log: hi\n", 4);
    odd.put(HEAD.replace("outbox:crm", "outbox:crm?concurrency=many") + "        - log: hi\n", 4);
    odd.put(HEAD + "        - log: hi\n" + HEAD + "        - log: hi\n", 7);
    odd.put(
        "- beans:\n    - name: outbox\n      type: java.lang.String\n"
            + HEAD
            + "        - log: hi\n",
        1);
    odd.put("- routeConfiguration:\n    id: all\n" + HEAD + "        - log: hi\n", 1);
    odd.put("- rest: {path: /x}\n" + HEAD + "        - log: hi\n", 1);
    odd.put("- templatedRoute: {routeId: crm, routeTemplateRef: none}\n", 1);
    odd.put(HEAD + "        - log: &a {message: *a}\n", 6);
    odd.put(
        "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: [*b,*b,*b,*b,*b,*b,*b]\n",
        1);
    odd.put("[".repeat(20_000), 1);
    odd.put(HEAD + "        - log: hi\n        - log: hi\n        - steps: {a: 1}\n", 8);
    odd.put("<html><body>not yaml</body></html>\n", 1);
    odd.put("%YAML 9.9\n---\n- route: x\n", 1);
    odd.put("- route:\n    id: crm\n    id: crm\n    from: outbox:crm\n", 3);
    odd.put("!!java.net.URL [http://127.0.0.1]\n", 1);
    return odd;
  }

  @Test
  void brokenRoutesStopNothingAndAreEachToldWithTheirLine() throws Exception {
    AtomicBoolean going = new AtomicBoolean(true);
    Thread selling = new Thread(() -> sell(going));
    selling.start();
    Path file = folder.resolve("routes/demo/crm.camel.yaml");
    String good = Files.readString(file);
    Map<String, String> wrong = new TreeMap<>();
    int number = 0;
    for (Map.Entry<String, Integer> odd : routes().entrySet()) {
      number++;
      Files.writeString(file, odd.getKey());
      hub.bean(Reload.class).applyNow("", "test");
      List<FileProblem> problems = hub.bean(Reload.class).problems();
      boolean told = problems.size() == 1 && problems.get(0).line() == odd.getValue();
      if (!told) {
        wrong.put(
            number + " " + odd.getKey().lines().limit(8).toList(),
            problems + ", wanted " + odd.getValue());
      }
    }
    Files.writeString(file, good);
    hub.bean(Reload.class).applyNow("", "test");
    assertThat(hub.bean(Reload.class).problems()).isEmpty();
    going.set(false);
    selling.join();
    await().until(() -> target.received("demo/crm").size() >= sold.get());
    assertThat(target.received("demo/crm")).doesNotHaveDuplicates().hasSize(sold.get());
    assertThat(wrong).isEmpty();
  }

  @Test
  void oddThingsInTheFoldersDisturbNobody() throws IOException {
    Path routes = folder.resolve("routes");
    Files.createDirectories(routes.resolve("demo/dir.camel.yaml"));
    Files.createSymbolicLink(routes.resolve("demo/gone.camel.yaml"), Path.of("nowhere"));
    Files.createSymbolicLink(routes.resolve("demo/loop"), routes);
    Files.write(
        routes.resolve("demo/binary.camel.yaml"), new byte[] {0, 1, 2, (byte) 0xff, (byte) 0xfe});
    Files.writeString(routes.resolve("demo/name with spaces.camel.yaml"), HEAD);
    Files.writeString(routes.resolve("demo/.hidden.camel.yaml"), "broken: [");
    Files.writeString(routes.resolve("demo/crm.camel.yaml~"), "broken: [");
    Files.writeString(routes.resolve("demo/old.camel.yml"), HEAD);
    Files.writeString(routes.resolve("demo/huge.camel.yaml"), "#".repeat(2_000_000));
    Files.createDirectories(routes.resolve("nobody"));
    Files.writeString(routes.resolve("nobody/router.camel.yaml"), HEAD);
    Files.write(
        folder.resolve("customers/latin.yaml"),
        "name: Caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
    Files.writeString(folder.resolve("customers/Big.yaml"), "name: x\n");
    Files.writeString(folder.resolve("customers/empty.yaml"), "");
    Files.writeString(folder.resolve("customers/connectors.yaml"), "name: x\n");
    Files.writeString(folder.resolve("customers/demo.yml"), "name: again\n");
    hub.bean(Reload.class).applyNow("", "test");
    assertThat(
            hub.bean(Reload.class).problems().stream()
                .map(p -> p.toString().replace(folder + "/", "")))
        .anyMatch(p -> p.startsWith("routes/demo/binary.camel.yaml: It is not a text in UTF-8."))
        .anyMatch(
            p ->
                p.startsWith(
                    "routes/demo/name with spaces.camel.yaml: The name 'name with spaces' can't be a route's."))
        .anyMatch(
            p ->
                p.startsWith(
                    "routes/demo/old.camel.yml: It is not read, for its name ends with .yml."))
        .anyMatch(p -> p.startsWith("routes/demo/huge.camel.yaml: It is larger than 1 MB."))
        .anyMatch(
            p ->
                p.startsWith(
                    "routes/nobody/router.camel.yaml: It is not read, for there is no customer 'nobody'."))
        .anyMatch(p -> p.startsWith("customers/latin.yaml: It is not a text in UTF-8."))
        .anyMatch(p -> p.startsWith("customers/Big.yaml: "))
        .anyMatch(p -> p.startsWith("customers/empty.yaml: It is empty."))
        .anyMatch(
            p -> p.startsWith("customers/demo.yml: There is another file of the customer demo."));
    assertThat(hub.post(Sales.dana(1)).statusCode()).isEqualTo(202);
    await().until(() -> target.received("demo/crm").contains("uuid-purchase-1"));
  }

  private void sell(AtomicBoolean going) {
    while (going.get()) {
      assertThat(hub.post(Sales.dana(sold.incrementAndGet())).statusCode()).isEqualTo(202);
    }
  }
}
