package io.usher.sales;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one customer sold on one day, as its events say. Names are texts of strangers.
 *
 * @param day midnight to midnight in {@code timeZone}, by when the events came in
 * @param complete whether all events of the day, up to a moment ago, are counted; false while
 *     counting goes on
 * @param events how many are counted so far
 * @param refunded refunds, whole or in part
 * @param voided orders that were cancelled as a whole
 * @param transfers of tickets from one person to another
 * @param shows by gross revenue, the highest first; the last may hold what has no place of its own
 * @param hours orders sold in each hour of the day, 24 of them
 * @param at when it was counted
 */
public record DaySales(
    String customer,
    LocalDate day,
    String timeZone,
    boolean complete,
    long events,
    Sum sold,
    Sum refunded,
    Sum voided,
    long transfers,
    List<Show> shows,
    List<Payment> payments,
    List<Long> hours,
    Left left,
    @Nullable Instant at) {

  /**
   * @param items tickets, products and memberships
   * @param amounts one for each currency; empty where no event told any
   */
  public record Sum(long orders, long items, List<Money> amounts) {}

  /** Amounts as Showpass names them, with two digits; what was given back is above zero. */
  public record Money(
      String currency,
      String grossRevenue,
      String netSales,
      String totalTax,
      String serviceFees,
      String organizerFees,
      String discounts,
      String accountCreditApplied) {}

  /**
   * @param name null for what belongs to no show, such as memberships
   * @param returned refunded or voided
   */
  public record Show(
      @Nullable String name,
      @Nullable Instant startsAt,
      Sum sold,
      Sum returned,
      List<Item> items) {}

  /** A kind of ticket, a product or a membership of a show. */
  public record Item(String name, long sold, long returned) {}

  /** How buyers paid. */
  public record Payment(String type, Sum sold) {}

  /**
   * Events of the day that are not in the sums.
   *
   * @param held quarantined or discarded
   * @param withoutPayload whose payload was removed after its time
   * @param unreadable whose payload is not of the usual shape
   * @param others of a type that is no sale, such as a test
   */
  public record Left(long held, long withoutPayload, long unreadable, long others) {}
}
