package io.usher.check;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.usher.settings.FileProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class DocumentedConnectorTest {

  @Test
  void whatTheDocsTellToWriteIsWithoutAnyFinding() throws IOException {
    String docs = Files.readString(Path.of("docs/add-a-connector.md"));
    List<String> written =
        Pattern.compile("(?s)```yaml\\n(.*?)```")
            .matcher(docs)
            .results()
            .map((MatchResult block) -> block.group(1))
            .toList();
    WorkFiles files = CheckedFolder.inOrder();
    String customer = new String(files.files().get("config/customers/demo.yaml"), UTF_8);
    WorkFiles changed =
        files
            .with("routes/connectors/chat/chat-sink.kamelet.yaml", written.get(0).getBytes(UTF_8))
            .with("routes/demo/chat.camel.yaml", written.get(1).getBytes(UTF_8))
            .with(
                "routes/demo/router.camel.yaml",
                CheckedFolder.route("router", "inbox:demo", "outbox:chat\n        - to: outbox:crm")
                    .getBytes(UTF_8))
            .with(
                "config/customers/demo.yaml",
                customer
                    .replace("settings:\n", "settings:\n  chat: {url: \"${DEMO_CHAT_URL}\"}\n")
                    .getBytes(UTF_8));
    assertThat(new RouteCheck(name -> null).check(changed))
        .extracting(FileProblem::toString)
        .isEmpty();
  }
}
