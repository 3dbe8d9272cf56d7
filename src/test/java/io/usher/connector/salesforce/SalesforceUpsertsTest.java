package io.usher.connector.salesforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.usher.outbox.RejectedException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SalesforceUpsertsTest {

  private final ObjectMapper json = new ObjectMapper();

  @Test
  void manyRecordsBecomeAsFewCallsAsSalesforceTakes() throws Exception {
    List<String> calls = calls(upsert("Contact", "Key__c", 1250));
    assertThat(calls).hasSize(2);
    JsonNode first = json.readTree(calls.get(0)).get("compositeRequest");
    assertThat(first).hasSize(5);
    assertThat(first.at("/0/body/records")).hasSize(200);
    assertThat(first.at("/0/url").asText())
        .isEqualTo("/services/data/v62.0/composite/sobjects/Contact/Key__c");
    assertThat(first.at("/0/body/records/0/attributes/type").asText()).isEqualTo("Contact");
    assertThat(json.readTree(calls.get(1)).at("/compositeRequest/1/body/records")).hasSize(50);
  }

  @Test
  void withoutRecordsThereIsNoCall() throws Exception {
    assertThat(calls(upsert("Contact", "Key__c", 0))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a/b", "a?x", "1a", "a b", "../x"})
  void onlyApiNamesAreNames(String name) {
    assertThatThrownBy(() -> calls(upsert(name, "Key__c", 1)))
        .isInstanceOf(RejectedException.class);
    assertThatThrownBy(() -> calls(upsert("Contact", name, 1)))
        .isInstanceOf(RejectedException.class);
  }

  private List<String> calls(String upsert) throws Exception {
    return new SalesforceUpserts().calls(json.readTree("[" + upsert + "]"), "62.0");
  }

  private static String upsert(String object, String key, int records) {
    String list =
        IntStream.range(0, records)
            .mapToObj(i -> "{\"n\":" + i + "}")
            .collect(Collectors.joining(","));
    return "{\"object\":\"" + object + "\",\"key\":\"" + key + "\",\"records\":[" + list + "]}";
  }
}
