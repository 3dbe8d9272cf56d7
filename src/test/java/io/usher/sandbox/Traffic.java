package io.usher.sandbox;

import jakarta.mail.Message.RecipientType;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import java.util.Properties;

/** One sale by somebody with a dangerous name, sent to all three stand-ins. */
record Traffic(SandboxTest sandbox) {

  private static final String NAME = "<script>alert(1)</script>";

  void send() throws Exception {
    mail();
    records();
    rows();
  }

  private void mail() throws Exception {
    Properties settings = new Properties();
    settings.put("mail.smtp.host", "127.0.0.1");
    settings.put(
        "mail.smtp.port", sandbox.environment.getRequiredProperty("usher.sandbox.smtp-port"));
    settings.put("mail.smtp.auth", "true");
    MimeMessage mail = new MimeMessage(Session.getInstance(settings));
    mail.setFrom("Harbour Hall Box Office <boxoffice@example.com>");
    mail.setRecipients(RecipientType.TO, "zoe@example.com");
    mail.setSubject("Your tickets, " + NAME);
    MimeBodyPart text = new MimeBodyPart();
    text.setText("Thank you, " + NAME, "UTF-8");
    MimeBodyPart html = new MimeBodyPart();
    html.setContent(
        "<div style='font-family:sans-serif;padding:24px'><h1 style='color:#1f5fbf'>Thank you,"
            + " Zoë!</h1><p>Prairie Sound Festival, Day 1</p><p><b>CA$ 52.50</b></p></div>",
        "text/html; charset=UTF-8");
    mail.setContent(new MimeMultipart("alternative", text, html));
    Transport.send(mail, "boxoffice", "sandbox-secret");
  }

  private void records() throws Exception {
    String org = "/salesforce/demo/services";
    String token =
        sandbox
            .form(
                org + "/oauth2/token",
                Map.of(
                    "grant_type", "client_credentials",
                    "client_id", "sandbox-client",
                    "client_secret", "sandbox-secret"))
            .body()
            .path("access_token")
            .asText();
    upsert(
        org + "/data/v62.0/sobjects/Contact/Buyer_Key__c/zoe",
        token,
        "{'LastName':'" + NAME + "','Email':'zoe@example.com'}");
    upsert(
        org
            + "/data/v62.0/sobjects/Ticket_Order__c/Transaction_Id__c/83-8a6d-5b4d-a07e-c1f82e894777",
        token,
        "{'Buyer__r':{'Buyer_Key__c':'zoe'},'Gross_Revenue__c':52.50,'Currency__c':'CAD','Ticket_Count__c':2}");
  }

  private void rows() throws Exception {
    String token = sandbox.googleToken();
    String path = "/google/v4/spreadsheets/sandbox-demo/values/Sales!A1:append?valueInputOption=";
    append(
        path + "RAW", token, "[['Transaction','Buyer','Total'],['83-8a6d','" + NAME + "',52.50]]");
    append(path + "USER_ENTERED", token, "[['83-9c11','=1+1',10.00]]");
  }

  private void upsert(String path, String token, String body) {
    call(path, token, "PATCH", body);
  }

  private void append(String path, String token, String rows) {
    call(path, token, "POST", "{'values':" + rows + "}");
  }

  private void call(String path, String token, String method, String body) {
    sandbox.send(
        HttpRequest.newBuilder(URI.create(sandbox.url() + path))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body.replace('\'', '"'))));
  }
}
