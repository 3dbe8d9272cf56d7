package io.usher.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SalesforceTest extends SandboxTest {

  private static final String DATA = "/services/data/v62.0/";
  private static final String CONTACT = "sobjects/Contact/Buyer_Key__c/george%40example.com";
  private static final String ORDER = "sobjects/Ticket_Order__c/Transaction_Id__c/83-8a6d";
  private static final String LINE = "sobjects/Ticket_Order_Line__c/Line_Id__c/";

  @Test
  void loginAnswersWhatCamelNeeds() {
    Response answer = login("harbour-hall", "sandbox-client", "sandbox-secret");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body().path("instance_url").asText())
        .isEqualTo(url() + "/salesforce/harbour-hall");
    assertThat(answer.body().path("id").asText()).matches(".*/id/\\w{18}/\\w{18}");
    assertThat(answer.body().path("token_type").asText()).isEqualTo("Bearer");
  }

  @Test
  void wrongLoginIsRefusedInTheVendorsWords() {
    Response client = login("demo", "someone", "sandbox-secret");
    assertThat(client.status()).isEqualTo(400);
    assertThat(client.body().path("error").asText()).isEqualTo("invalid_client_id");
    Response secret = login("demo", "sandbox-client", "guess");
    assertThat(secret.status()).isEqualTo(401);
    assertThat(secret.body().path("error_description").asText())
        .isEqualTo("invalid client credentials");
    Response grant =
        form("/salesforce/demo/services/oauth2/token", Map.of("grant_type", "password"));
    assertThat(grant.body().path("error").asText()).isEqualTo("unsupported_grant_type");
  }

  @Test
  void aCallWithoutSessionIsRefused() throws Exception {
    Response answer = get("/salesforce/demo" + DATA + CONTACT);
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.http().headers().firstValue("WWW-Authenticate")).contains("Token");
    assertThat(answer.body())
        .isEqualTo(
            json("[{'message':'Session expired or invalid','errorCode':'INVALID_SESSION_ID'}]"));
  }

  @Test
  void aRevokedSessionHasExpired() {
    String token = token("demo");
    form("/salesforce/demo/services/oauth2/revoke", Map.of("token", token));
    assertThat(call("demo", token, "GET", CONTACT, "").status()).isEqualTo(401);
  }

  @Test
  void upsertCreatesThenChangesTheSameRecord() {
    Response created = patch(CONTACT, "{'LastName':'Franklin','Marketing_Consent__c':true}");
    assertThat(created.status()).isEqualTo(201);
    assertThat(created.body().path("created").asBoolean()).isTrue();
    Response changed = patch(CONTACT.replace("george", "GEORGE"), "{'FirstName':'George'}");
    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.body().path("created").asBoolean()).isFalse();
    assertThat(changed.body().path("id")).isEqualTo(created.body().path("id"));
    Response read = call("demo", token("demo"), "GET", CONTACT, "");
    assertThat(read.body().path("attributes").path("type").asText()).isEqualTo("Contact");
    assertThat(read.body().path("LastName").asText()).isEqualTo("Franklin");
    assertThat(read.body().path("FirstName").asText()).isEqualTo("George");
  }

  @Test
  void amountsStayExact() {
    patch(ORDER, "{'Gross_Revenue__c':52.50,'Total_Tax__c':1e2}");
    Response read = call("demo", token("demo"), "GET", ORDER, "");
    assertThat(read.http().body())
        .contains("\"Gross_Revenue__c\":52.50,")
        .contains("\"Total_Tax__c\":100,")
        .contains("\"Status__c\":\"Paid\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          Contact | {'Nope__c':1} | INVALID_FIELD | No such column 'Nope__c' on sobject of type Contact
          Contact | {'FirstName':'x'} | REQUIRED_FIELD_MISSING | Required fields are missing: [LastName]
          Contact | {'LastName':null} | REQUIRED_FIELD_MISSING | Required fields are missing: [LastName]
          Contact | {'LastName':'x','Email':'not a mail'} | INVALID_EMAIL_ADDRESS | Email: invalid email address: not a mail
          Contact | {'LastName':'x','Phone':'01234567890123456789012345678901234567890'} | STRING_TOO_LONG | Business Phone: data value too large: 01234567890123456789012345678901234567890 (max length=40)
          Contact | {'LastName':'x','Marketing_Consent__c':'true'} | JSON_PARSER_ERROR | Cannot deserialize instance of boolean from VALUE_STRING value true or request may be missing a required field
          Contact | {'LastName':5} | JSON_PARSER_ERROR | Cannot deserialize instance of string from VALUE_NUMBER_INT value 5 or request may be missing a required field
          Contact | {'LastName':'x','Buyer_Key__c':'y'} | INVALID_FIELD | The Buyer_Key__c field should not be specified in the sobject data.
          Order | {'Gross_Revenue__c':'52.50'} | JSON_PARSER_ERROR | Cannot deserialize instance of currency from VALUE_STRING value 52.50 or request may be missing a required field
          Order | {'Gross_Revenue__c':123456789012345.00} | NUMBER_OUTSIDE_VALID_RANGE | Gross Revenue: value outside of valid range on numeric field: 123456789012345.00
          Order | {'Status__c':'Lost'} | INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST | Status: bad value for restricted picklist field: Lost
          Order | {'Last_Event_At__c':'yesterday'} | JSON_PARSER_ERROR | Cannot deserialize instance of datetime from VALUE_STRING value yesterday or request may be missing a required field
          Order | {'Buyer__r':{'Buyer_Key__c':'nobody'}} | INVALID_FIELD | Foreign key external ID: nobody not found for field Buyer_Key__c in entity Contact
          Order | {'Buyer__c':'003xx0000000099AAA'} | INVALID_CROSS_REFERENCE_KEY | invalid cross reference id
          Line | {'Type__c':'Ticket'} | REQUIRED_FIELD_MISSING | Required fields are missing: [Order__c]
          """)
  void aBadRecordIsRefusedInTheVendorsWords(
      String object, String body, String code, String message) {
    String path = Map.of("Contact", CONTACT, "Order", ORDER, "Line", LINE + "1").get(object);
    Response answer = patch(path, body);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body().path(0).path("errorCode").asText()).isEqualTo(code);
    assertThat(answer.body().path(0).path("message").asText()).isEqualTo(message);
    assertThat(get("/records").http().body()).doesNotContain("\"Id\"");
  }

  @Test
  void badCallsAreRefusedInTheVendorsWords() {
    assertError(patch("sobjects/Nope__c/A__c/1", "{}"), 404, "NOT_FOUND");
    assertError(patch("sobjects/Contact/FirstName/1", "{}"), 404, "NOT_FOUND");
    assertError(patch(CONTACT, "{'LastName':"), 400, "JSON_PARSER_ERROR");
    assertError(patch(CONTACT, "{'LastName':'a','LastName':'b'}"), 400, "JSON_PARSER_ERROR");
    assertError(call("demo", token("demo"), "PUT", CONTACT, "{}"), 405, "METHOD_NOT_ALLOWED");
    Response text =
        send(
            request("demo", token("demo"), CONTACT)
                .header("Content-Type", "text/plain")
                .method("PATCH", BodyPublishers.ofString("{}")));
    assertError(text, 415, "UNSUPPORTED_MEDIA_TYPE");
  }

  @Test
  void anOrderFindsItsBuyerByExternalIdAndNullClearsIt() {
    String buyer = patch(CONTACT, "{'LastName':'Franklin'}").body().path("id").asText();
    patch(ORDER, "{'Buyer__r':{'Buyer_Key__c':'george@example.com'}}");
    assertThat(record("Ticket_Order__c").path("Buyer__c").asText()).isEqualTo(buyer);
    patch(ORDER, "{'Buyer__r':null}");
    assertThat(record("Ticket_Order__c").path("Buyer__c").isNull()).isTrue();
  }

  @Test
  void orgsDoNotShareRecordsOrSessions() {
    patch(CONTACT, "{'LastName':'Franklin'}");
    assertThat(call("other", token("other"), "GET", CONTACT, "").status()).isEqualTo(404);
    assertThat(call("other", token("demo"), "GET", CONTACT, "").status()).isEqualTo(401);
  }

  @Test
  void createRefusesASecondRecordWithTheSameKey() {
    String body = "{'LastName':'Franklin','Buyer_Key__c':'George'}";
    assertThat(call("demo", token("demo"), "POST", "sobjects/Contact", body).status())
        .isEqualTo(201);
    assertError(
        call("demo", token("demo"), "POST", "sobjects/Contact", body.replace("George", "george")),
        400,
        "DUPLICATE_VALUE");
  }

  @Test
  void aCollectionTellsEachRecordsOutcome() {
    patch(ORDER, "{}");
    Response answer = patch("composite/sobjects/Ticket_Order_Line__c/Line_Id__c", lines(false));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body().path(0).path("success").asBoolean()).isTrue();
    assertThat(answer.body().path(0).path("created").asBoolean()).isTrue();
    assertThat(answer.body().path(1).path("errors").path(0).path("statusCode").asText())
        .isEqualTo("INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST");
    assertThat(records("Ticket_Order_Line__c").size()).isEqualTo(1);
  }

  @Test
  void anAllOrNoneCollectionTakesTheGoodOnesBack() {
    patch(ORDER, "{}");
    Response answer = patch("composite/sobjects/Ticket_Order_Line__c/Line_Id__c", lines(true));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body().path(0).path("errors").path(0).path("statusCode").asText())
        .isEqualTo("ALL_OR_NONE_OPERATION_ROLLED_BACK");
    assertThat(records("Ticket_Order_Line__c").size()).isZero();
  }

  @Test
  void aCollectionTakesAtMostTwoHundred() {
    String record = "{'attributes':{'type':'Contact'},'Buyer_Key__c':'%d','LastName':'x'}";
    String all =
        IntStream.range(0, 201).mapToObj(record::formatted).collect(Collectors.joining(","));
    Response answer = patch("composite/sobjects/Contact/Buyer_Key__c", "{'records':[" + all + "]}");
    assertError(answer, 400, "EXCEEDED_ID_LIMIT");
  }

  @Test
  void aCompositeMayReferToWhatItJustCreated() {
    Response answer = composite(true, buyer("Franklin"), order("@{buyer.id}"));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body().at("/compositeResponse/1/httpStatusCode").asInt()).isEqualTo(201);
    assertThat(record("Ticket_Order__c").path("Buyer__c")).isEqualTo(record("Contact").path("Id"));
  }

  @Test
  void aFailedPartOfAnAllOrNoneCompositeTakesAllBack() {
    patch(CONTACT, "{'LastName':'Before'}");
    Response answer = composite(true, buyer("After"), order("nonsense"));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body().at("/compositeResponse/0/body/0/errorCode").asText())
        .isEqualTo("PROCESSING_HALTED");
    assertThat(answer.body().at("/compositeResponse/0/httpStatusCode").asInt()).isEqualTo(400);
    assertThat(answer.body().at("/compositeResponse/1/body/0/errorCode").asText())
        .isEqualTo("MALFORMED_ID");
    assertThat(record("Contact").path("LastName").asText()).isEqualTo("Before");
  }

  @Test
  void withoutAllOrNoneTheGoodPartsStayAndADanglingReferenceIsNamed() {
    Response answer = composite(false, buyer("Franklin"), order("@{nobody.id}"));
    assertThat(answer.body().at("/compositeResponse/0/httpStatusCode").asInt()).isEqualTo(201);
    assertThat(answer.body().at("/compositeResponse/1/body/0/message").asText())
        .isEqualTo("Invalid reference specified. No value for nobody.id found in nobody.");
    assertThat(records("Contact").size()).isEqualTo(1);
    assertThat(records("Ticket_Order__c").size()).isZero();
  }

  @Test
  void aFailedRecordInACollectionTakesTheWholeAllOrNoneCompositeBack() {
    String collection =
        part("lines", "composite/sobjects/Ticket_Order_Line__c/Line_Id__c", lines(false));
    Response answer = composite(true, part("order", ORDER, "{}"), collection);
    assertThat(answer.body().at("/compositeResponse/0/body/0/errorCode").asText())
        .isEqualTo("PROCESSING_HALTED");
    assertThat(records("Ticket_Order__c").size()).isZero();
    assertThat(records("Ticket_Order_Line__c").size()).isZero();
  }

  @Test
  void aCompositeTakesAtMostTwentyFivePartsAndFiveCollections() {
    String[] parts =
        IntStream.range(0, 26).mapToObj(i -> part("p" + i, ORDER, "{}")).toArray(String[]::new);
    assertError(composite(false, parts), 400, "LIMIT_EXCEEDED");
    String[] collections =
        IntStream.range(0, 6)
            .mapToObj(i -> part("p" + i, "composite/sobjects/Contact/Buyer_Key__c", "{}"))
            .toArray(String[]::new);
    assertError(composite(false, collections), 400, "LIMIT_EXCEEDED");
  }

  @Test
  void anOutageIsA503AndKeepsTheRecords() {
    patch(CONTACT, "{'LastName':'Franklin'}");
    assertThat(post("/salesforce/down").body().path("up").asBoolean(true)).isFalse();
    assertThat(login("demo", "sandbox-client", "sandbox-secret").status()).isEqualTo(503);
    assertThat(get("/salesforce/demo" + DATA + CONTACT).status()).isEqualTo(503);
    assertThat(post("/salesforce/up").body().path("up").asBoolean()).isTrue();
    assertThat(call("demo", token("demo"), "GET", CONTACT, "").status()).isEqualTo(200);
  }

  @Test
  void whoComesThroughAProxyIsRefused() {
    Response answer =
        send(request("demo", token("demo"), CONTACT).header("X-Forwarded-For", "203.0.113.9"));
    assertThat(answer.status()).isEqualTo(403);
  }

  private Response login(String org, String client, String secret) {
    return form(
        "/salesforce/" + org + "/services/oauth2/token",
        Map.of("grant_type", "client_credentials", "client_id", client, "client_secret", secret));
  }

  private String token(String org) {
    return login(org, "sandbox-client", "sandbox-secret").body().path("access_token").asText();
  }

  private Response patch(String path, String body) {
    return call("demo", token("demo"), "PATCH", path, body);
  }

  private Response call(String org, String token, String method, String path, String body) {
    return send(
        request(org, token, path)
            .header("Content-Type", "application/json; charset=UTF-8")
            .method(method, BodyPublishers.ofString(body.replace('\'', '"'))));
  }

  private HttpRequest.Builder request(String org, String token, String path) {
    return HttpRequest.newBuilder(URI.create(url() + "/salesforce/" + org + DATA + path))
        .header("Authorization", "Bearer " + token);
  }

  private Response composite(boolean allOrNone, String... parts) {
    return call(
        "demo",
        token("demo"),
        "POST",
        "composite",
        "{'allOrNone':%s,'compositeRequest':[%s]}".formatted(allOrNone, String.join(",", parts)));
  }

  private static String part(String id, String path, String body) {
    return "{'method':'PATCH','url':'%s','referenceId':'%s','body':%s}"
        .formatted(DATA + path, id, body);
  }

  private static String buyer(String lastName) {
    return part("buyer", CONTACT, "{'LastName':'" + lastName + "'}");
  }

  private static String order(String buyer) {
    return part("order", ORDER, "{'Buyer__c':'" + buyer + "'}");
  }

  private static String lines(boolean allOrNone) {
    String line =
        "{'attributes':{'type':'Ticket_Order_Line__c'},'Line_Id__c':'%s','Type__c':'%s',"
            + "'Order__r':{'Transaction_Id__c':'83-8a6d'}}";
    return "{'allOrNone':%s,'records':[%s,%s]}"
        .formatted(allOrNone, line.formatted("1", "Ticket"), line.formatted("2", "Nonsense"));
  }

  private JsonNode records(String object) {
    return get("/records").body().path("demo").path(object);
  }

  private JsonNode record(String object) {
    return records(object).path(0);
  }

  private static void assertError(Response answer, int status, String code) {
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.body().path(0).path("errorCode").asText()).isEqualTo(code);
  }
}
