package io.usher.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.usher.access.Needs;
import io.usher.access.Role;
import io.usher.sandbox.google.Cell;
import io.usher.sandbox.google.GoogleStandIn;
import io.usher.sandbox.mail.MailStandIn;
import io.usher.sandbox.mail.ReceivedMail;
import io.usher.sandbox.salesforce.SalesforceStandIn;
import io.usher.sandbox.standin.ExactJson;
import io.usher.sandbox.standin.SandboxOnly;
import java.util.List;
import java.util.SortedMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the stand-ins received, for scripts and tests. */
@SandboxOnly
@Needs(value = Role.VIEWER, wholeHub = true)
@RestController
@RequestMapping("/sandbox")
final class SandboxJson {

  private final SalesforceStandIn salesforce;
  private final GoogleStandIn google;
  private final MailStandIn mail;

  SandboxJson(SalesforceStandIn salesforce, GoogleStandIn google, MailStandIn mail) {
    this.salesforce = salesforce;
    this.google = google;
    this.mail = mail;
  }

  @GetMapping("/mails")
  List<ReceivedMail> mails() {
    return mail.mails();
  }

  @GetMapping("/records")
  ObjectNode records() {
    return salesforce.records();
  }

  /** A formula that Google would run is an object, {@code {"formula": "=1+1"}}. */
  @GetMapping("/sheets")
  ObjectNode sheets() {
    ObjectNode all = ExactJson.MAPPER.createObjectNode();
    google
        .sheets()
        .forEach(
            (id, tabs) -> {
              ObjectNode spreadsheet = all.putObject(id);
              tabs.forEach((tab, rows) -> spreadsheet.set(tab, rows(rows)));
            });
    return all;
  }

  private static ArrayNode rows(SortedMap<Integer, List<Cell>> rows) {
    ArrayNode all = ExactJson.MAPPER.createArrayNode();
    rows.values().forEach(cells -> addCells(all.addArray(), cells));
    return all;
  }

  private static void addCells(ArrayNode row, List<Cell> cells) {
    for (Cell cell : cells) {
      if (cell.formula()) {
        row.addObject().put("formula", cell.text());
      } else {
        row.add(cell.value());
      }
    }
  }
}
