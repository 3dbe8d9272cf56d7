package io.usher.sandbox.salesforce;

import java.util.List;
import java.util.Optional;

/**
 * A kind of record. Names are compared without regard to case, as Salesforce does.
 *
 * @param idPrefix the three characters each of its record ids starts with
 */
record ObjectType(String name, String idPrefix, List<Field> fields) {

  Optional<Field> field(String wanted) {
    return fields.stream().filter(field -> field.name().equalsIgnoreCase(wanted)).findFirst();
  }

  Optional<Field> relationship(String wanted) {
    return fields.stream()
        .filter(field -> wanted.equalsIgnoreCase(field.relationship()))
        .findFirst();
  }

  Field externalId(String wanted) {
    return field(wanted)
        .filter(Field::externalId)
        .orElseThrow(
            () ->
                new Refusal(
                    404,
                    "NOT_FOUND",
                    "Provided external ID field does not exist or is not accessible: " + wanted));
  }

  List<Field> externalIds() {
    return fields.stream().filter(Field::externalId).toList();
  }
}
