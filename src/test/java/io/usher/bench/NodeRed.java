package io.usher.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Node-RED with the same flow: verify, switch by type, one post for each destination. It keeps all
 * in memory and nothing on disk. Installed by npm into the bench's folder at its first use.
 */
record NodeRed(Path home) implements Contestant {

  private static final String VERSION = "node-red@4";

  private static final String SETTINGS =
      """
      module.exports = {
        uiPort: process.env.PORT, uiHost: "127.0.0.1", userDir: __dirname, flowFile: "flows.json", httpAdminRoot: false,
        telemetry: {enabled: false}, logging: {console: {level: "info"}}, functionGlobalContext: {crypto: require("crypto")}
      }
      """;

  private static final String VERIFY =
      "const ok = global.get('crypto').createHmac('sha1', 'demo-secret').update(msg.payload.id).digest('hex')"
          + " === msg.req.headers['x-showpass-signature'];"
          + " const answer = {res: msg.res, statusCode: ok ? 202 : 401, payload: {event: msg._msgid, duplicate: false}};"
          + " return [answer, ok ? {payload: msg.payload} : null];";

  /**
   * @throws IOException with a sentence when it can't be installed here
   */
  static NodeRed installed() throws IOException, InterruptedException {
    Path home = Path.of("target", "bench", "node-red").toAbsolutePath();
    Files.createDirectories(home);
    if (!Files.exists(script(home))) {
      Process npm =
          new ProcessBuilder("npm", "install", "--no-audit", "--no-fund", "--prefix", ".", VERSION)
              .directory(home.toFile())
              .redirectErrorStream(true)
              .redirectOutput(home.resolve("npm.log").toFile())
              .start();
      if (!npm.waitFor(5, TimeUnit.MINUTES) || npm.exitValue() != 0) {
        npm.destroyForcibly();
        throw new IOException("npm could not install Node-RED; see " + home.resolve("npm.log"));
      }
    }
    return new NodeRed(home);
  }

  private static Path script(Path home) {
    return home.resolve("node_modules/node-red/red.js");
  }

  @Override
  public String name() {
    return "Node-RED";
  }

  @Override
  public Server start(FastSink sink, int destinations) throws IOException, InterruptedException {
    Path folder = Contestant.newFolder("node-red");
    Files.writeString(folder.resolve("settings.js"), SETTINGS);
    Files.writeString(folder.resolve("flows.json"), flow(sink.port(), destinations));
    return Server.start(
        folder,
        Map.of("NODE_PATH", home.resolve("node_modules").toString()),
        port ->
            List.of(
                "env",
                "PORT=" + port,
                "node",
                script(home).toString(),
                "--userDir",
                folder.toString(),
                "--settings",
                folder.resolve("settings.js").toString()),
        "Started flows");
  }

  private static String flow(int port, int destinations) {
    String posts =
        IntStream.rangeClosed(1, destinations)
            .mapToObj(i -> post(i, port))
            .collect(Collectors.joining());
    String shapes =
        IntStream.rangeClosed(1, destinations)
            .mapToObj(i -> "\"n-shape" + i + "\"")
            .collect(Collectors.joining(","));
    return """
        [{"id":"flow","type":"tab","label":"bench"},
         {"id":"n-in","x":100,"y":100,"type":"http in","z":"flow","url":"/hooks/demo/showpass","method":"post","wires":[["n-verify"]]},
         {"id":"n-verify","x":300,"y":100,"type":"function","z":"flow","outputs":2,"func":"%s","wires":[["n-out"],["n-switch"]]},
         {"id":"n-out","x":500,"y":100,"type":"http response","z":"flow","wires":[]},
         {"id":"n-switch","x":500,"y":200,"type":"switch","z":"flow","property":"payload.event_type","propertyType":"msg",
          "rules":[{"t":"eq","v":"invoice.purchase","vt":"str"}],"checkall":"true","outputs":1,"wires":[[%s]]}%s]
        """
        .formatted(VERIFY, shapes, posts);
  }

  private static String post(int number, int port) {
    return """
        ,{"id":"n-shape%1$d","x":700,"y":%1$d00,"type":"function","z":"flow","outputs":1,"wires":[["n-post%1$d"]],
         "func":"return {payload: msg.payload.webhook_event_uuid, headers: {'content-type': 'text/plain'}};"},
         {"id":"n-post%1$d","x":900,"y":%1$d00,"type":"http request","z":"flow","method":"POST","ret":"txt","persist":true,
          "url":"http://127.0.0.1:%2$d/post-%1$d","wires":[[]]}"""
        .formatted(number, port);
  }
}
