package io.usher.connector.salesforce;

import org.apache.camel.component.salesforce.SalesforceHttpClient;
import org.apache.camel.component.salesforce.internal.client.SalesforceSecurityHandler;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.transport.HttpConversation;
import org.eclipse.jetty.client.transport.HttpRequest;

/** Leaves the answer to a first login alone, so that whoever waits for it learns of a 401. */
final class LoginRefusalPassage extends SalesforceSecurityHandler {

  // The names of two constants that Camel keeps to itself, spelled as it spells them.
  private static final String CLIENT =
      SalesforceSecurityHandler.class.getName().concat("camel-salesforce-client");
  private static final String RELOGIN =
      SalesforceSecurityHandler.class.getName().concat(".request");

  LoginRefusalPassage(SalesforceHttpClient client) {
    super(client);
  }

  @Override
  public boolean accept(Request request, Response response) {
    return !isFirstLogin(request) && super.accept(request, response);
  }

  private static boolean isFirstLogin(Request request) {
    if (!(request instanceof HttpRequest http)) {
      return false;
    }
    HttpConversation conversation = http.getConversation();
    return conversation.getAttribute(CLIENT) == null && conversation.getAttribute(RELOGIN) == null;
  }
}
