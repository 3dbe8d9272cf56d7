package io.usher.cli;

import io.usher.cli.hub.AlarmList;
import io.usher.cli.hub.AlarmTest;
import io.usher.cli.hub.AuditList;
import io.usher.cli.hub.BalanceShow;
import io.usher.cli.hub.DeliveryDiscard;
import io.usher.cli.hub.DeliveryList;
import io.usher.cli.hub.DeliveryRedeliver;
import io.usher.cli.hub.DeliveryShow;
import io.usher.cli.hub.DestinationList;
import io.usher.cli.hub.DestinationPause;
import io.usher.cli.hub.DestinationResume;
import io.usher.cli.hub.EventDiscard;
import io.usher.cli.hub.EventList;
import io.usher.cli.hub.EventPayload;
import io.usher.cli.hub.EventRelease;
import io.usher.cli.hub.EventReroute;
import io.usher.cli.hub.EventShow;
import io.usher.cli.hub.EventTail;
import io.usher.cli.hub.JobCancel;
import io.usher.cli.hub.JobList;
import io.usher.cli.hub.JobPause;
import io.usher.cli.hub.JobResume;
import io.usher.cli.hub.JobShow;
import io.usher.cli.hub.PersonErase;
import io.usher.cli.hub.RouteDiff;
import io.usher.cli.hub.RouteHistory;
import io.usher.cli.hub.RouteList;
import io.usher.cli.hub.RouteRollback;
import io.usher.cli.hub.RouteTry;
import io.usher.cli.hub.SaleSum;
import io.usher.cli.hub.StorePurge;
import io.usher.cli.hub.TokenList;
import io.usher.cli.hub.TokenNew;
import io.usher.cli.hub.TokenRevoke;
import io.usher.cli.hub.UserList;
import io.usher.cli.hub.UserNew;
import io.usher.cli.hub.UserPassword;
import io.usher.cli.hub.UserRemove;
import io.usher.cli.hub.UserSet;
import io.usher.cli.route.RouteCheckCommand;
import io.usher.cli.route.RouteTestCommand;
import io.usher.cli.simulator.EventSamples;
import io.usher.cli.simulator.EventSend;
import io.usher.cli.source.CustomerNew;
import io.usher.cli.source.SourceList;
import io.usher.cli.source.SourceNew;
import io.usher.cli.source.SourceRotate;
import io.usher.cli.store.DoctorCommand;
import io.usher.cli.store.StoreCopyCommand;
import io.usher.cli.store.StoreReindexCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.ScopeType;

/** All nouns and verbs at one glance. */
@Command(
    name = "usher",
    description = {
      "Usher takes ticketing webhooks in and delivers them to their destinations.",
      "Without a command, the program is the hub itself."
    },
    versionProvider = Version.class,
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    usageHelpAutoWidth = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:All went well.",
      "1:The thing failed.",
      "2:The command was written wrongly.",
      "3:The hub could not be reached.",
      "4:The hub did not allow it."
    },
    subcommands = {
      UsherCommand.EventNoun.class,
      UsherCommand.DeliveryNoun.class,
      UsherCommand.DestinationNoun.class,
      UsherCommand.JobNoun.class,
      UsherCommand.AlarmNoun.class,
      UsherCommand.SaleNoun.class,
      BalanceShow.class,
      UsherCommand.RouteNoun.class,
      UsherCommand.CustomerNoun.class,
      UsherCommand.SourceNoun.class,
      UsherCommand.StoreNoun.class,
      UsherCommand.PersonNoun.class,
      UsherCommand.UserNoun.class,
      UsherCommand.TokenNoun.class,
      UsherCommand.AuditNoun.class,
      DoctorCommand.class,
      Completion.class,
      HelpCommand.class
    })
final class UsherCommand {

  @Command(
      name = "event",
      description = "Webhooks that were accepted, and sending some.",
      subcommands = {
        EventSend.class,
        EventSamples.class,
        EventList.class,
        EventTail.class,
        EventShow.class,
        EventPayload.class,
        EventReroute.class,
        EventRelease.class,
        EventDiscard.class
      })
  static final class EventNoun {}

  @Command(
      name = "delivery",
      description = "Events on their way to destinations.",
      subcommands = {
        DeliveryList.class,
        DeliveryShow.class,
        DeliveryRedeliver.class,
        DeliveryDiscard.class
      })
  static final class DeliveryNoun {}

  @Command(
      name = "destination",
      description = "Where deliveries go, and what keeps them waiting.",
      subcommands = {DestinationList.class, DestinationPause.class, DestinationResume.class})
  static final class DestinationNoun {}

  @Command(
      name = "job",
      description = "Many deliveries redelivered, or many events re-routed.",
      subcommands = {
        JobList.class,
        JobShow.class,
        JobPause.class,
        JobResume.class,
        JobCancel.class
      })
  static final class JobNoun {}

  @Command(
      name = "alarm",
      description = "What needs a person, and who is told.",
      subcommands = {AlarmList.class, AlarmTest.class})
  static final class AlarmNoun {}

  @Command(
      name = "sale",
      description = "What was sold.",
      subcommands = {SaleSum.class})
  static final class SaleNoun {}

  @Command(
      name = "route",
      description = "Routers and destinations: what runs, what is wrong, what a change would do.",
      subcommands = {
        RouteList.class,
        RouteCheckCommand.class,
        RouteTry.class,
        RouteTestCommand.class,
        RouteHistory.class,
        RouteDiff.class,
        RouteRollback.class
      })
  static final class RouteNoun {}

  @Command(
      name = "source",
      description = "Senders that this folder's customers accept.",
      subcommands = {SourceList.class, SourceNew.class, SourceRotate.class})
  static final class SourceNoun {}

  @Command(
      name = "customer",
      description = "The businesses whose events are carried.",
      subcommands = {CustomerNew.class})
  static final class CustomerNoun {}

  @Command(
      name = "store",
      description = "The database with all events.",
      subcommands = {StorePurge.class, StoreCopyCommand.class, StoreReindexCommand.class})
  static final class StoreNoun {}

  @Command(
      name = "person",
      description = "People whose data events hold.",
      subcommands = {PersonErase.class})
  static final class PersonNoun {}

  @Command(
      name = "user",
      description = "Who signs in with a password, and what they may do.",
      subcommands = {
        UserNew.class,
        UserList.class,
        UserSet.class,
        UserRemove.class,
        UserPassword.class
      })
  static final class UserNoun {}

  @Command(
      name = "token",
      description = "Tokens that scripts use.",
      subcommands = {TokenNew.class, TokenList.class, TokenRevoke.class})
  static final class TokenNoun {}

  @Command(
      name = "audit",
      description = "Who did what.",
      subcommands = {AuditList.class})
  static final class AuditNoun {}
}
