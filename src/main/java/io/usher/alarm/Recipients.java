package io.usher.alarm;

import io.usher.customer.AlarmRecipients;
import io.usher.customer.Customer;
import io.usher.customer.Customers;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Who is told: the hub's recipients of everything, a customer's own of what concerns it. */
@Component
class Recipients {

  private final AlarmSettings settings;
  private final MailSettings mail;
  private final Customers customers;

  Recipients(AlarmSettings settings, MailSettings mail, Customers customers) {
    this.settings = settings;
    this.mail = mail;
    this.customers = customers;
  }

  /**
   * @param customer whose; null for the hub's own
   */
  record Group(@Nullable String customer, Channel channel) {

    @Override
    public String toString() {
      return (customer == null ? "hub" : customer) + " by " + channel;
    }
  }

  List<Group> all() {
    List<Group> all = new ArrayList<>(of(null));
    customers.all().forEach(customer -> all.addAll(of(customer.id())));
    return all;
  }

  private List<Group> of(@Nullable String customer) {
    AlarmRecipients recipients = recipients(customer);
    List<Group> groups = new ArrayList<>();
    if (!recipients.mail().isEmpty()) {
      groups.add(new Group(customer, Channel.MAIL));
    }
    if (!recipients.slackUrl().isBlank()) {
      groups.add(new Group(customer, Channel.SLACK));
    }
    if (!recipients.webhookUrl().isBlank()) {
      groups.add(new Group(customer, Channel.WEBHOOK));
    }
    return groups;
  }

  /** Nobody, when the customer is gone meanwhile. */
  AlarmRecipients recipients(@Nullable String customer) {
    return customer == null
        ? new AlarmRecipients(mail.to(), settings.slackUrl(), settings.webhookUrl())
        : customers.find(customer).map(Customer::alarms).orElse(AlarmRecipients.NOBODY);
  }
}
