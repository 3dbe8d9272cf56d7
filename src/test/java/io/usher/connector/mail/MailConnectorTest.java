package io.usher.connector.mail;

import io.usher.connector.ConnectorContract;
import io.usher.connector.Sample;
import io.usher.connector.StandIns;
import org.apache.camel.Exchange;

class MailConnectorTest extends ConnectorContract {

  @Override
  protected Exchange deliver() {
    return deliver(Sample.of("purchase-single"), "receipts");
  }

  @Override
  protected int arrived() {
    return StandIns.MAIL.getReceivedMessages().length;
  }

  @Override
  protected void outage() {}

  @Override
  protected void refusal() {}

  @Override
  protected void wrongCredential() {}
}
