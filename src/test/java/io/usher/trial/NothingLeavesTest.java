package io.usher.trial;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.usher.check.WorkFiles;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a route does to get out, nothing comes to a listening port and nothing to the disk. */
class NothingLeavesTest {

  private static final AtomicInteger CONNECTIONS = new AtomicInteger();
  private static ServerSocket listening;

  @TempDir Path folder;

  @BeforeAll
  static void somebodyListens() throws IOException {
    listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread thread =
        new Thread(
            () -> {
              while (!listening.isClosed()) {
                try (Socket socket = listening.accept()) {
                  CONNECTIONS.incrementAndGet();
                } catch (IOException closed) {
                  return;
                }
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  @AfterAll
  static void close() throws IOException {
    listening.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "- to: http://127.0.0.1:PORT/x",
        "- to: https://127.0.0.1:PORT/x",
        "- toD: http://127.0.0.1:PORT/${variable.event.id}",
        "- toD: {uri: 'http://127.0.0.1:PORT/${variable.event.id}', allowOptimisedComponents: false}",
        "- wireTap: {uri: 'http://127.0.0.1:PORT/x'}",
        "- enrich: {constant: 'http://127.0.0.1:PORT/x'}",
        "- pollEnrich: {constant: 'file:FOLDER?fileName=read-me', timeout: 10}",
        "- pollEnrich: {constant: 'http://127.0.0.1:PORT/x', timeout: 10}",
        "- poll: {uri: 'file:FOLDER?fileName=read-me', timeout: 10}",
        "- recipientList: {constant: 'http://127.0.0.1:PORT/a,smtp://127.0.0.1:PORT'}",
        "- routingSlip: {constant: 'http://127.0.0.1:PORT/a'}",
        "- to: 'smtp://127.0.0.1:PORT?to=a@example.com&from=b@example.com'",
        "- to: 'file:FOLDER?fileName=written'",
        "- to: 'file:FOLDER?fileName=written&fileExist=Append'",
        "- to: 'seda:x'",
        "- to: 'controlbus:route?routeId=demo/router&action=stop'",
        "- to: 'language:simple:classpath:x'",
        "- to: 'xslt:http://127.0.0.1:PORT/x.xsl'",
        "- to: 'validator:http://127.0.0.1:PORT/x.xsd'",
        "- to: 'thymeleaf:http://127.0.0.1:PORT/x?resolver=URL'",
        "- to: 'class:java.net.URL'",
        "- to: 'salesforce:createSObject?sObjectName=Contact&loginUrl=http://127.0.0.1:PORT'",
        "- setBody: {simple: 'resource:http://127.0.0.1:PORT/x'}",
        "- setBody: {jq: 'resource:http://127.0.0.1:PORT/x'}",
        "- setBody: {method: {beanType: java.lang.Runtime, method: getRuntime}}",
        "- setBody: {simple: '${bean:type:java.lang.Runtime?method=getRuntime}'}",
        "- setBody: {simple: '${type:java.lang.Runtime.getRuntime}'}",
        "- bean: {beanType: java.net.ServerSocket}",
        "- process: {ref: '#class:java.net.ServerSocket'}",
        "- script: {expression: {simple: '${camelContext.createProducerTemplate.sendBody(\"http://127.0.0.1:PORT/x\", \"x\")}'}}",
        "- doTry: {steps: [{throwException: {exceptionType: java.lang.IllegalStateException, message: no}}], doCatch: [{exception: [java.lang.Exception], steps: [{to: 'http://127.0.0.1:PORT/x'}]}]}",
        "- circuitBreaker: {steps: [{to: 'http://127.0.0.1:PORT/x'}]}",
        "- multicast: {parallelProcessing: true, steps: [{to: 'http://127.0.0.1:PORT/x'}, {to: 'file:FOLDER?fileName=written'}]}",
        "- split: {constant: 'a,b', steps: [{to: 'http://127.0.0.1:PORT/x'}]}",
        "- loadBalance: {roundRobinLoadBalancer: {}, steps: [{to: 'http://127.0.0.1:PORT/x'}]}",
        "- to: 'kamelet:out?url=http://127.0.0.1:PORT/x'",
        "- to: 'kamelet:own-http'",
        "- to: 'outbox:crm'"
      })
  void nothingLeaves(String step) throws IOException {
    Files.writeString(folder.resolve("read-me"), "kept");
    int before = CONNECTIONS.get();
    String written =
        step.replace("PORT", String.valueOf(listening.getLocalPort()))
            .replace("FOLDER", folder.toString());
    try (Trial trial = new Trial(files(written), "demo", name -> null)) {
      Tried tried = trial.on(TrialEvent.sample("demo", "purchase-single"));
      assertThat(tried.destinations()).containsExactly("crm");
    }
    assertThat(CONNECTIONS.get()).isEqualTo(before);
    try (var left = Files.list(folder)) {
      assertThat(left.map(f -> f.getFileName().toString())).containsExactly("read-me");
    }
    assertThat(folder.resolve("read-me")).hasContent("kept");
  }

  private static WorkFiles files(String step) {
    SortedMap<String, byte[]> files = new TreeMap<>();
    put(files, "config/customers/demo.yaml", "name: Harbour Hall\n");
    put(files, "routes/demo/router.camel.yaml", route("router", "inbox:demo", "- to: outbox:crm"));
    put(files, "routes/demo/crm.camel.yaml", route("crm", "outbox:crm", step));
    put(files, "routes/connectors/out/out.kamelet.yaml", kamelet("out", "", "{{url}}"));
    put(
        files,
        "routes/connectors/own/own-http.kamelet.yaml",
        kamelet(
            "own-http",
            "    beans: [{name: client, type: '#class:org.apache.camel.component.http.HttpComponent'}]\n",
            "{{client}}://127.0.0.1:" + listening.getLocalPort() + "/x"));
    return new WorkFiles("config/customers", "routes", files, new ArrayList<>());
  }

  private static String route(String id, String from, String step) {
    return "- route:\n    id: %s\n    from:\n      uri: %s\n      steps:\n        %s\n"
        .formatted(id, from, step);
  }

  private static String kamelet(String name, String beans, String uri) {
    return """
    apiVersion: camel.apache.org/v1
    kind: Kamelet
    metadata: {name: %s}
    spec:
      definition: {title: Out, properties: {url: {type: string}}}
      template:
    %s    from:
          uri: kamelet:source
          steps:
            - to: "%s"
    """
        .formatted(name, beans, uri);
  }

  private static void put(SortedMap<String, byte[]> files, String name, String text) {
    files.put(name, text.getBytes(UTF_8));
  }
}
