package io.usher.access;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the first user signs in.
 *
 * @param password of user admin; empty to have one made at the first start
 */
@ConfigurationProperties("usher.admin")
record AdminSettings(@DefaultValue("") String password) {

  @Override
  public String toString() {
    return "admin settings";
  }
}
