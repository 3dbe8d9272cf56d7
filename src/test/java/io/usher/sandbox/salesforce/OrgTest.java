package io.usher.sandbox.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import io.usher.sandbox.standin.ExactJson;
import org.junit.jupiter.api.Test;

class OrgTest {

  private final Schema schema = Schema.shipped();
  private final ObjectType contact = schema.object("contact");
  private final Org org = new Org(schema, 2);

  @Test
  void theOldestRecordsGoFirst() {
    for (String key : new String[] {"george", "betty", "zoe"}) {
      save(key);
    }
    assertThat(org.size()).isEqualTo(2);
    assertThat(found("george")).isFalse();
    assertThat(found("ZOE")).isTrue();
  }

  @Test
  void whatIsRolledBackIsAsBefore() {
    save("george");
    org.alone(
        () -> {
          int savepoint = org.savepoint();
          org.put(contact, "x", ExactJson.MAPPER.createObjectNode().put("Buyer_Key__c", "betty"));
          org.rollBackTo(savepoint);
          return null;
        });
    assertThat(found("betty")).isFalse();
    assertThat(found("george")).isTrue();
  }

  private boolean found(String key) {
    return org.table(contact).find(contact.externalId("Buyer_Key__c"), key).isPresent();
  }

  private void save(String key) {
    RecordWriter writer = new RecordWriter(schema);
    var sent = ExactJson.MAPPER.createObjectNode().put("LastName", key);
    org.alone(() -> writer.upsert(org, contact, contact.externalId("Buyer_Key__c"), key, sent));
  }
}
