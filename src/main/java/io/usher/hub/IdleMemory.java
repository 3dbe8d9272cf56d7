package io.usher.hub;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.VMOption;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import javax.management.JMException;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives back to the machine what only the start needed, a hundred megabytes or so: a hub that has
 * nothing to do collects no garbage, so its heap would stay as large as it was then. Does it by
 * options that may be changed while Java runs (JEP 346, "Promptly Return Unused Committed Memory
 * from G1"), and leaves alone what somebody set. Where Java has no such options nothing happens.
 */
public final class IdleMemory {

  private static final Logger LOG = LoggerFactory.getLogger(IdleMemory.class);

  /** A collection is made where there was none for so long. */
  private static final String INTERVAL = "G1PeriodicGCInterval";

  /** What is free of the heap after one, in percent: at least, and at most. */
  private static final List<String> FREE = List.of("MinHeapFreeRatio", "MaxHeapFreeRatio");

  private static final List<String> LITTLE = List.of("10", "20");

  private static final Duration AFTER_THE_START = Duration.ofSeconds(3);
  private static final Duration BY_THEN = Duration.ofSeconds(12);
  private static final Duration LATER = Duration.ofMinutes(10);

  private IdleMemory() {}

  /** To be called once, by the program, when it has started. */
  public static void giveBackSoon() {
    HotSpotDiagnosticMXBean java =
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    if (java == null
        || !isOurs(java, INTERVAL)
        || !FREE.stream().allMatch(option -> isOurs(java, option))) {
      return;
    }
    List<String> usual = FREE.stream().map(option -> java.getVMOption(option).getValue()).toList();
    java.setVMOption(FREE.get(0), LITTLE.get(0));
    java.setVMOption(FREE.get(1), LITTLE.get(1));
    java.setVMOption(INTERVAL, String.valueOf(AFTER_THE_START.toMillis()));
    Thread timer = new Thread(() -> settleLater(java, usual), "usher-memory");
    timer.setDaemon(true);
    timer.start();
  }

  private static boolean isOurs(HotSpotDiagnosticMXBean java, String option) {
    try {
      VMOption now = java.getVMOption(option);
      return now.isWriteable() && now.getOrigin() == VMOption.Origin.DEFAULT;
    } catch (IllegalArgumentException unknown) {
      return false;
    }
  }

  private static void settleLater(HotSpotDiagnosticMXBean java, List<String> usual) {
    try {
      Thread.sleep(BY_THEN.toMillis());
      settle(java, usual);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Under load the heap shall not shrink and grow in turns. */
  private static void settle(HotSpotDiagnosticMXBean java, List<String> usual) {
    java.setVMOption(FREE.get(1), usual.get(1));
    java.setVMOption(FREE.get(0), usual.get(0));
    java.setVMOption(INTERVAL, String.valueOf(LATER.toMillis()));
    trim();
  }

  /** What the compiler has freed, the C library keeps for the next time unless it is told. */
  private static void trim() {
    try {
      ManagementFactory.getPlatformMBeanServer()
          .invoke(
              new ObjectName("com.sun.management:type=DiagnosticCommand"),
              "systemTrimNativeHeap",
              new Object[0],
              new String[0]);
    } catch (JMException | RuntimeException without) {
      LOG.debug("This Java trims no native heap: {}", String.valueOf(without));
    }
  }
}
