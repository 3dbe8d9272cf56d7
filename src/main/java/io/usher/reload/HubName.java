package io.usher.reload;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.springframework.stereotype.Component;

/** Which of several hubs on one store this is, as people tell them apart: the machine's name. */
@Component
class HubName {

  private final String name = machine();

  String name() {
    return name;
  }

  private static String machine() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "hub";
    }
  }
}
