package io.usher.connector.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.usher.connector.Destinations;
import io.usher.connector.Sample;
import io.usher.connector.StandIns;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What buyers read. The HTML of each mail is left in target/mails for a look. */
class MailTest extends Destinations {

  private static final Path EXPECTED = Path.of("src/test/resources/expected");

  @ParameterizedTest
  @CsvSource({
    "purchase-single, receipts",
    "purchase-multi, receipts",
    "purchase-free, receipts",
    "purchase-membership, receipts",
    "purchase-account-credit, receipts",
    "purchase-partner, receipts",
    "purchase-numeric-amounts, receipts",
    "test, receipts",
    "refund-full, refund-notices",
    "refund-partial, refund-notices",
    "void, refund-notices",
    "transfer-recipient, transfer-notices",
    "transferred-original, transfer-notices",
  })
  void samplesReadExactlyThis(String name, String destination) throws Exception {
    Sample sample = Sample.of(name);
    delivered(sample, destination);
    MimeMessage mail = StandIns.MAIL.getReceivedMessages()[0];
    String text = part(mail, 0);
    String html = part(mail, 1);
    Files.createDirectories(Path.of("target/mails"));
    Files.writeString(Path.of("target/mails", name + ".html"), html);
    sample
        .payload()
        .at("/data/ticket_items")
        .findValuesAsText("barcode_string")
        .forEach(barcode -> assertThat(text + html).doesNotContain(barcode));
    assertSame(name + ".mail.txt", "Subject: " + mail.getSubject() + "\n\n" + text);
  }

  static String part(MimeMessage mail, int number) throws Exception {
    return ((Multipart) mail.getContent())
        .getBodyPart(number)
        .getContent()
        .toString()
        .replace("\r\n", "\n");
  }

  private static void assertSame(String file, String seen) throws Exception {
    if ("write".equals(System.getProperty("usher.expected"))) {
      Files.writeString(EXPECTED.resolve(file), seen);
    }
    assertThat(seen).isEqualTo(Files.readString(EXPECTED.resolve(file)));
  }
}
