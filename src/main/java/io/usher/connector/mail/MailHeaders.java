package io.usher.connector.mail;

import org.apache.camel.support.DefaultHeaderFilterStrategy;
import org.springframework.stereotype.Component;

/** The only headers that go into a mail; camel-mail would write every one it finds. */
@Component("mailHeaders")
class MailHeaders extends DefaultHeaderFilterStrategy {

  MailHeaders() {
    setFilterOnMatch(false);
    setLowerCase(false);
    setOutFilterPattern("(?i)(from|to|subject|reply-to|message-id|auto-submitted)");
  }
}
