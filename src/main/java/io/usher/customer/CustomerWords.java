package io.usher.customer;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;

/** The keys that a customer's file may have, for whoever checks or describes such a file. */
public final class CustomerWords {

  private CustomerWords() {}

  /** At the top. */
  public static List<String> keys() {
    return of(CustomerYaml.class);
  }

  /** Of one source. */
  public static List<String> sourceKeys() {
    return of(CustomerYaml.SourceYaml.class);
  }

  public static List<String> retentionKeys() {
    return of(CustomerYaml.RetentionYaml.class);
  }

  /** Of one destination's options. */
  public static List<String> destinationKeys() {
    return of(CustomerYaml.DestinationYaml.class);
  }

  private static List<String> of(Class<?> yaml) {
    return Arrays.stream(yaml.getRecordComponents()).map(RecordComponent::getName).toList();
  }
}
