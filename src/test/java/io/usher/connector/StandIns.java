package io.usher.connector;

import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.usher.connector.salesforce.SalesforceOrg;
import io.usher.connector.sheets.Spreadsheet;
import java.nio.file.Path;

/** The other sides of all connectors, on this machine, for all tests of a run. */
public final class StandIns {

  public static final String SECRET = "s3cr3t+%&?=";

  public static final SalesforceOrg ORG = new SalesforceOrg();
  public static final Spreadsheet SPREADSHEET = new Spreadsheet();
  public static final WireMockServer HTTP =
      new WireMockServer(wireMockConfig().dynamicPort().extensions(ORG, SPREADSHEET));
  public static final GreenMail MAIL =
      new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
  public static final Path KEY;

  static {
    HTTP.start();
    MAIL.start();
    MAIL.setUser("boxoffice@example.com", "boxoffice", SECRET);
    KEY = Spreadsheet.serviceAccountKey(HTTP.baseUrl() + "/google/token");
    reset();
  }

  private StandIns() {}

  /** Everything up, empty and friendly again. */
  public static void reset() {
    HTTP.resetAll();
    ORG.reset(HTTP);
    SPREADSHEET.reset(HTTP);
    try {
      MAIL.purgeEmailFromAllMailboxes();
    } catch (com.icegreen.greenmail.store.FolderException e) {
      throw new IllegalStateException(e);
    }
  }
}
