package io.usher.connector.sheets;

import com.google.api.services.sheets.v4.Sheets;
import io.usher.connector.ConnectionProbe;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.CamelContext;
import org.springframework.stereotype.Component;

/** Signs in to Google and reads the headings of each tab that routes write to. */
@Component
class SheetsProbe implements ConnectionProbe {

  private final CamelContext camel;

  SheetsProbe(CamelContext camel) {
    this.camel = camel;
  }

  @Override
  public String connector() {
    return "google-sheets";
  }

  @Override
  public String probe(Map<String, String> connection, List<Map<String, String>> uses)
      throws Exception {
    SheetsClients clients = new SheetsClients();
    clients.setRootUrl(connection.getOrDefault("rootUrl", ""));
    String key = ConnectionProbe.need(connection, "serviceAccountKey");
    String spreadsheet = ConnectionProbe.need(connection, "spreadsheetId");
    Sheets sheets = clients.makeClient(camel, key, null, "Usher", null);
    List<String> tabs =
        uses.stream().map(use -> use.get("tab")).filter(Objects::nonNull).distinct().toList();
    for (String tab : tabs) {
      sheets.spreadsheets().values().get(spreadsheet, "'" + tab + "'!1:1").execute();
    }
    return "Google took the key, and the spreadsheet can be read: " + String.join(", ", tabs) + ".";
  }
}
