package io.usher.sandbox;

import io.usher.access.Needs;
import io.usher.access.Role;
import io.usher.sandbox.standin.SandboxOnly;
import io.usher.sandbox.standin.StandIn;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/**
 * Outages and emptying. A form of the page says {@code back} and is sent back to the page; anyone
 * else gets JSON.
 */
@SandboxOnly
@Needs(value = Role.OPERATOR, wholeHub = true)
@RestController
@RequestMapping("/sandbox")
final class SandboxSwitches {

  record State(String name, boolean up) {}

  record Standing(String name, boolean up, Map<String, Integer> counts) {}

  private final List<StandIn> standIns;

  SandboxSwitches(List<StandIn> standIns) {
    this.standIns = standIns;
  }

  @Needs(value = Role.VIEWER, wholeHub = true)
  @GetMapping("/state")
  List<Standing> state() {
    return standIns.stream()
        .map(one -> new Standing(one.name(), one.isUp(), new TreeMap<>(one.counts())))
        .toList();
  }

  @PostMapping("/{name:salesforce|google|mail}/down")
  State down(@PathVariable String name) {
    named(name).takeDown();
    return new State(name, named(name).isUp());
  }

  @PostMapping("/{name:salesforce|google|mail}/up")
  State up(@PathVariable String name) {
    named(name).bringUp();
    return new State(name, named(name).isUp());
  }

  @PostMapping("/reset")
  List<Standing> reset() {
    standIns.forEach(StandIn::empty);
    return state();
  }

  @PostMapping(path = "/{name:salesforce|google|mail}/down", params = "back")
  ResponseEntity<Void> downFromPage(@PathVariable String name) {
    down(name);
    return toPage();
  }

  @PostMapping(path = "/{name:salesforce|google|mail}/up", params = "back")
  ResponseEntity<Void> upFromPage(@PathVariable String name) {
    up(name);
    return toPage();
  }

  @PostMapping(path = "/reset", params = "back")
  ResponseEntity<Void> resetFromPage() {
    reset();
    return toPage();
  }

  private StandIn named(String name) {
    return standIns.stream()
        .filter(one -> one.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
  }

  private static ResponseEntity<Void> toPage() {
    return ResponseEntity.status(HttpStatus.SEE_OTHER)
        .header(HttpHeaders.LOCATION, "/sandbox")
        .build();
  }
}
