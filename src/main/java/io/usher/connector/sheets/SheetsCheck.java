package io.usher.connector.sheets;

import com.google.api.client.http.HttpResponseException;
import com.google.api.services.sheets.v4.Sheets;
import io.usher.connector.ConnectionCheck;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.RuntimeCamelException;
import org.springframework.stereotype.Component;

/** Signs in with the service account and reads one cell. */
@Component
class SheetsCheck implements ConnectionCheck {

  private final CamelContext camel;

  SheetsCheck(CamelContext camel) {
    this.camel = camel;
  }

  @Override
  public boolean isFor(Map<String, String> connection) {
    return connection.containsKey("spreadsheetId");
  }

  @Override
  public String kind() {
    return "Google Sheets";
  }

  @Override
  public Result check(Map<String, String> connection) {
    SheetsClients clients = new SheetsClients();
    clients.setRootUrl(connection.getOrDefault("rootUrl", ""));
    String id = connection.getOrDefault("spreadsheetId", "");
    try {
      Sheets sheets =
          clients.makeClient(
              camel, connection.getOrDefault("serviceAccountKey", ""), List.of(), "Usher", null);
      sheets.spreadsheets().values().get(id, "A1").execute();
      return Result.works("Signed in to Google and read the spreadsheet.");
    } catch (HttpResponseException e) {
      return Result.fails(refused(e.getStatusCode()));
    } catch (IOException e) {
      return Result.fails(
          "Google can't be asked: "
              + e.getClass().getSimpleName()
              + ". Check rootUrl and the network.");
    } catch (RuntimeCamelException e) {
      return Result.fails("The service account's key can't be read. Check serviceAccountKey.");
    }
  }

  private static String refused(int status) {
    return switch (status) {
      case 404 -> "Google knows no such spreadsheet. Check spreadsheetId.";
      case 403 ->
          "Google doesn't let the service account in. Share the spreadsheet with its address as an editor.";
      case 401, 400 -> "Google refused the service account's key. Make a new one.";
      default -> "Google answered " + status + ".";
    };
  }
}
