package io.usher.sandbox.salesforce;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.usher.sandbox.standin.ExactJson;
import io.usher.sandbox.standin.SandboxOnly;
import io.usher.sandbox.standin.StandIn;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.springframework.stereotype.Component;

/** Salesforce as a whole: as many organisations as are asked for, each with its own records. */
@SandboxOnly
@Component
public final class SalesforceStandIn implements StandIn {

  private static final int RECORDS_PER_OBJECT = 20_000;

  private final Schema schema = Schema.shipped();
  private final RestApi api = new RestApi(schema);
  private final Composite composite = new Composite(api);
  private final Map<String, Org> orgs = new ConcurrentSkipListMap<>();
  private volatile boolean up = true;

  Org org(String name) {
    return orgs.computeIfAbsent(name, fresh -> new Org(schema, RECORDS_PER_OBJECT));
  }

  Answer answer(Org org, Call call) {
    return org.alone(() -> routed(org, call));
  }

  private Answer routed(Org org, Call call) {
    if (!call.path().equals(List.of("composite"))) {
      return api.answer(org, call, false);
    }
    if (!call.method().equals("POST")) {
      throw Refusal.method(call.method(), "POST");
    }
    return composite.answer(org, call.object());
  }

  /** By org and object, oldest first. */
  public ObjectNode records() {
    ObjectNode all = ExactJson.MAPPER.createObjectNode();
    orgs.forEach((name, org) -> all.set(name, org.records()));
    return all;
  }

  @Override
  public String name() {
    return "salesforce";
  }

  @Override
  public boolean isUp() {
    return up;
  }

  @Override
  public void takeDown() {
    up = false;
  }

  @Override
  public void bringUp() {
    up = true;
  }

  @Override
  public void empty() {
    orgs.values().forEach(Org::empty);
  }

  @Override
  public Map<String, Integer> counts() {
    return Map.of("orgs", orgs.size(), "records", orgs.values().stream().mapToInt(Org::size).sum());
  }
}
