package io.usher.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "107          | 107.00",
        "107.0        | 107.00",
        "1e2          | 100.00",
        "\"52.5\"     | 52.50",
        "\" 52.50 \"  | 52.50",
        "-49.4        | -49.40",
        "12.345       | 12.35",
        "123456789012345.67 | 123456789012345.67",
        "0            | 0.00",
      })
  void amountsBecomePlainStringsWithTwoDigits(String sent, String seen) {
    assertThat(amount(sent, "invoice.purchase").textValue()).isEqualTo(seen);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "\"\"",
        "\"free\"",
        "[]",
        "{}",
        "true",
        "1e400",
        "\"1e400\"",
        "1e1000000000",
        "1e-1000000000",
        "\"1e-1000000000\"",
        "0e999999999",
        "\"NaN\"",
        "\"0x10\""
      })
  @Timeout(5)
  void whatIsNoSensibleNumberIsNoAmount(String sent) {
    assertThat(amount(sent, "invoice.purchase").isNull()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"invoice.refund", "invoice.void"})
  void amountsGivenBackArePositiveWhicheverSignWasSent(String type) {
    assertThat(amount("-49.4", type).textValue()).isEqualTo("49.40");
    assertThat(amount("\"49.40\"", type).textValue()).isEqualTo("49.40");
  }

  @Test
  void linesAreNormalisedLikeTheOrder() {
    JsonNode line =
        read("{'data':{'invoice_items':[{'id':7,'net_sales':-1,'quantity':2}]}}", "invoice.refund")
            .at("/data/invoice_items/0");
    assertThat(line.toString()).isEqualTo("{\"id\":\"7\",\"net_sales\":\"1.00\",\"quantity\":2}");
  }

  @Test
  void idsAreTextAndCodesLowerCase() {
    JsonNode payload =
        read(
            "{'data':{'showpass_organization_id':20,'payment_type':'Credit','invoice_type':'Sale',"
                + "'ticket_items':[{'id':41,'event_id':474801,'ticket_status':'Issued'}]}}",
            "invoice.purchase");
    assertThat(payload.toString())
        .isEqualTo(
            "{\"data\":{\"showpass_organization_id\":\"20\",\"payment_type\":\"credit\","
                + "\"invoice_type\":\"sale\",\"ticket_items\":[{\"id\":\"41\","
                + "\"event_id\":\"474801\",\"ticket_status\":\"issued\"}],\"invoice_items\":[]}}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'data':null}",
        "{'data':[]}",
        "{'data':'x'}",
        "{'data':{'ticket_items':{'a':{}},'invoice_items':'x'}}",
        "{'data':{'ticket_items':[null,1,'x',[]],'invoice_items':null}}",
      })
  void missingPartsAreEmpty(String sent) {
    JsonNode data = read(sent, "invoice.purchase").get("data");
    assertThat(data.get("ticket_items").toString()).isEqualTo("[]");
    assertThat(data.get("invoice_items").toString()).isEqualTo("[]");
  }

  @Test
  void anythingElseIsUntouched() {
    String sent =
        "{\"more\":[1.50,{\"id\":1e3}],\"data\":{\"ticket_items\":[],\"invoice_items\":[],\"x\":1}}";
    JsonNode payload = read(sent, "other");
    assertThat(payload.at("/more/0").decimalValue()).isEqualTo("1.50");
    assertThat(payload.at("/data/x").isInt()).isTrue();
  }

  @Test
  void halfCharactersAreReplacedEverywhere() {
    JsonNode payload = read("{'a\\ud800':['\\udc00x', '\\ud83c\\udfad']}", "other");
    assertThat(payload.get("a\ufffd").toString()).isEqualTo("[\"\ufffdx\",\"🎭\"]");
  }

  @Test
  void halfCharactersAreReplacedWhicheverCaseTheirEscapeHas() {
    assertThat(read("{'a':'\\uD800','b':'\\uDFAD'}", "other").toString())
        .isEqualTo(
            "{\"a\":\"\ufffd\",\"b\":\"\ufffd\",\"data\":"
                + "{\"invoice_items\":[],\"ticket_items\":[]}}");
  }

  @Test
  void halfCharactersSentAsBytesAreReplacedAndWholeOnesStay() {
    byte[] half = {'{', '"', 'a', '"', ':', '"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"', '}'};
    assertThat(Payload.read(half, "other").get("a").textValue()).matches("\ufffd+");
    assertThat(read("{'a':'🎭 é'}", "other").get("a").textValue()).isEqualTo("🎭 é");
  }

  @Test
  void aNumberThatNothingCanHoldIsNullAndTheRestIsWhole() {
    JsonNode payload = read("{'a':1e9999999999,'b':'\\ud800x','c':1.5}", "other");
    assertThat(payload.get("a").isNull()).isTrue();
    assertThat(payload.get("b").textValue()).isEqualTo("\ufffdx");
    assertThat(payload.get("c").asText()).isEqualTo("1.5");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "1", "", "{'secret-name':"})
  void onlyAnObjectIsAPayload(String sent) {
    assertThatThrownBy(() -> read(sent, "other"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The payload is not a JSON object.");
  }

  private static JsonNode amount(String sent, String type) {
    return read("{'data':{'gross_revenue':" + sent + "}}", type).at("/data/gross_revenue");
  }

  private static JsonNode read(String json, String type) {
    return Payload.read(json.replace('\'', '"').getBytes(UTF_8), type);
  }
}
