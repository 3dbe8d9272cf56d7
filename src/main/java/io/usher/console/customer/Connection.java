package io.usher.console.customer;

import java.util.List;
import java.util.Map;

/**
 * What a customer's file says about one account at another system.
 *
 * @param name such as {@code mail}
 * @param connector the kind of account, as routes use it
 * @param settings for people: secrets are masked
 * @param users the destinations that use it
 * @param uses what their routes say beside it
 */
record Connection(
    String name,
    String connector,
    Map<String, String> settings,
    List<String> users,
    List<Map<String, String>> uses) {}
