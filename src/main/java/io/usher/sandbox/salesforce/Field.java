package io.usher.sandbox.salesforce;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One field of an object, as the schema file words it.
 *
 * @param length in UTF-16 units, for text; 0 where it has none
 * @param values the picklist's, all others are refused
 * @param initial the value of a record created without this field
 * @param references the object a lookup points at
 * @param relationship the lookup's other name, which takes an external id: {@code Buyer__r}
 */
record Field(
    String name,
    String label,
    Type type,
    int length,
    boolean required,
    boolean externalId,
    @Nullable List<String> values,
    @Nullable String initial,
    @Nullable String references,
    @Nullable String relationship) {

  enum Type {
    TEXT,
    EMAIL,
    PHONE,
    PICKLIST,
    CHECKBOX,
    CURRENCY,
    NUMBER,
    DATETIME,
    LOOKUP
  }
}
