package io.usher.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.throwable;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.api.client.googleapis.json.GoogleJsonResponseException;
import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.javanet.NetHttpTransport;
import com.google.api.client.json.gson.GsonFactory;
import com.google.api.services.sheets.v4.Sheets;
import com.google.api.services.sheets.v4.model.AppendValuesResponse;
import com.google.api.services.sheets.v4.model.ValueRange;
import com.google.auth.http.HttpCredentialsAdapter;
import com.google.auth.oauth2.ServiceAccountCredentials;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class GoogleTest extends SandboxTest {

  private static final String SHEET = "sandbox-demo";
  private static final String SCOPE = "https://www.googleapis.com/auth/spreadsheets";

  @Test
  void theKeyFileIsForItsOwnerOnly() throws Exception {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keyFile())))
        .isEqualTo("rw-------");
    assertThat(json(Files.readString(keyFile())).path("token_uri").asText())
        .isEqualTo(url() + "/google/token");
  }

  @Test
  void appendedRowsComeAfterWhatIsThere() throws Exception {
    AppendValuesResponse first = append("Sales!A1", "RAW", List.of("Sale", "Buyer", "Total"));
    assertThat(first.getTableRange()).isNull();
    AppendValuesResponse second =
        append("Sales!A1", "RAW", List.of("83-8a6d", "Zoë", new BigDecimal("52.50")));
    assertThat(second.getTableRange()).isEqualTo("Sales!A1:C1");
    assertThat(second.getUpdates().getUpdatedRange()).isEqualTo("Sales!A2:C2");
    assertThat(second.getUpdates().getUpdatedCells()).isEqualTo(3);
    assertThat(get("/sheets").http().body())
        .contains("\"Sales\":[[\"Sale\",\"Buyer\",\"Total\"],[\"83-8a6d\",\"Zoë\",52.5");
  }

  @Test
  void rawKeepsAFormulaAsText() throws Exception {
    append("Sales!A1", "RAW", List.of("=1+1", true, 7));
    assertThat(sheets().at("/sandbox-demo/Sales")).isEqualTo(json("[['=1+1',true,7]]"));
  }

  @Test
  void userEnteredMarksWhatGoogleWouldRun() throws Exception {
    append("Sales!A1", "USER_ENTERED", List.of("=HYPERLINK(\"x\")", "12.50", "'=1"));
    assertThat(sheets().at("/sandbox-demo/Sales/0/0/formula").asText())
        .isEqualTo("=HYPERLINK(\"x\")");
    assertThat(sheets().at("/sandbox-demo/Sales/0/1").decimalValue()).isEqualByComparingTo("12.5");
    assertThat(sheets().at("/sandbox-demo/Sales/0/2").asText()).isEqualTo("=1");
  }

  @Test
  void readsWhatWasWrittenInEveryNotation() throws Exception {
    append("Refunds!A1", "RAW", List.of("a", 1), List.of("b", 2));
    Sheets.Spreadsheets.Values values = client(SCOPE).spreadsheets().values();
    assertThat(values.get(SHEET, "Refunds!A:A").execute().getValues())
        .containsExactly(List.of("a"), List.of("b"));
    assertThat(values.get(SHEET, "Refunds!1:1").execute().getValues())
        .containsExactly(List.of("a", "1"));
    assertThat(values.get(SHEET, "'Refunds'!B2").execute().getValues())
        .containsExactly(List.of("2"));
    assertThat(values.get(SHEET, "Refunds").execute().getRange()).isEqualTo("Refunds!A1:Z1000");
    assertThat(values.get(SHEET, "Transfers!A1:Z1").execute().getValues()).isNull();
  }

  @Test
  void updateReplacesCells() throws Exception {
    append("Sales!A1", "RAW", List.of("a", "b"));
    client(SCOPE)
        .spreadsheets()
        .values()
        .update(SHEET, "Sales!B1", new ValueRange().setValues(List.of(List.of("c"))))
        .setValueInputOption("RAW")
        .execute();
    assertThat(sheets().at("/sandbox-demo/Sales")).isEqualTo(json("[['a','c']]"));
  }

  @Test
  void errorsAreGooglesOwn() {
    assertRefused(() -> append("Nope!A1", "RAW", List.of("a")))
        .hasMessageContaining("Unable to parse range: Nope!A1")
        .hasMessageContaining("badRequest");
    assertRefused(() -> append("Sales!A1", null, List.of("a")))
        .hasMessageContaining("valueInputOption");
    assertRefused(() -> append("Sales!A1", "RAW", List.of(Map.of("a", 1))))
        .hasMessageContaining("INVALID_ARGUMENT");
    assertRefused(() -> append("Sales!A1", "RAW", List.of("x".repeat(50_001))))
        .hasMessageContaining("50000 characters");
    assertRefused(() -> client(SCOPE).spreadsheets().values().get("mine", "Sales!A1").execute())
        .extracting("statusCode")
        .isEqualTo(404);
  }

  @Test
  void aCallWithoutTokenIsUnauthenticated() {
    Response answer = get("/google/v4/spreadsheets/sandbox-demo/values/Sales!A1");
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.body().at("/error/status").asText()).isEqualTo("UNAUTHENTICATED");
  }

  @Test
  void aForeignKeyGetsNoToken() throws Exception {
    var foreign = KeyPairGenerator.getInstance("RSA").generateKeyPair().getPrivate();
    var credentials =
        credentials(SCOPE).toBuilder().setPrivateKey(foreign).build().createScoped(SCOPE);
    assertThatThrownBy(credentials::refresh).hasStackTraceContaining("Invalid JWT Signature.");
  }

  @Test
  void anotherScopeGetsNoToken() throws Exception {
    var credentials = credentials("https://www.googleapis.com/auth/drive.metadata");
    assertThatThrownBy(credentials::refresh).hasStackTraceContaining("invalid_scope");
  }

  @Test
  void nonsenseInsteadOfAnAssertionIsAnInvalidGrant() {
    String grant = "urn:ietf:params:oauth:grant-type:jwt-bearer";
    Response answer = form("/google/token", Map.of("grant_type", grant, "assertion", "a.b.c"));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body().path("error").asText()).isEqualTo("invalid_grant");
  }

  @Test
  void anOutageIsA503() {
    post("/google/down");
    Response answer = get("/google/v4/spreadsheets/sandbox-demo/values/Sales!A1");
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.body().at("/error/status").asText()).isEqualTo("UNAVAILABLE");
    assertThat(form("/google/token", Map.of()).status()).isEqualTo(503);
  }

  @Test
  void onlyThisMachineMayCall() {
    Response answer =
        send(
            HttpRequest.newBuilder(URI.create(url() + "/google/v4/spreadsheets/x/values/y"))
                .header("Forwarded", "for=203.0.113.9"));
    assertThat(answer.status()).isEqualTo(403);
  }

  private Path keyFile() {
    return Path.of(environment.getRequiredProperty("usher.sandbox.service-account-key"));
  }

  private JsonNode sheets() {
    return get("/sheets").body();
  }

  @SafeVarargs
  private AppendValuesResponse append(String range, String input, List<Object>... rows)
      throws IOException {
    ValueRange values = new ValueRange().setMajorDimension("ROWS").setValues(List.of(rows));
    return client(SCOPE)
        .spreadsheets()
        .values()
        .append(SHEET, range, values)
        .setValueInputOption(input)
        .setInsertDataOption("INSERT_ROWS")
        .execute();
  }

  private ServiceAccountCredentials credentials(String scope) throws IOException {
    try (InputStream key = Files.newInputStream(keyFile())) {
      return (ServiceAccountCredentials)
          ServiceAccountCredentials.fromStream(key).createScoped(List.of(scope));
    }
  }

  private Sheets client(String scope) throws IOException {
    HttpTransport transport = new NetHttpTransport();
    return new Sheets.Builder(
            transport,
            GsonFactory.getDefaultInstance(),
            new HttpCredentialsAdapter(credentials(scope)))
        .setApplicationName("usher")
        .setRootUrl(url() + "/google/")
        .build();
  }

  private static AbstractThrowableAssert<?, GoogleJsonResponseException> assertRefused(
      ThrowingCallable call) {
    return assertThatThrownBy(call).asInstanceOf(throwable(GoogleJsonResponseException.class));
  }
}
