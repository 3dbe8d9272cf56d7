package io.usher.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DiskRoomTest {

  private static final long MB = 1 << 20;

  @Test
  void theBudgetIsAFifthOfASmallDiskAtMost() {
    assertThat(DiskRoom.of(10 * MB, 20 * MB, 64 * MB).budget()).isEqualTo(4 * MB);
    assertThat(DiskRoom.of(10 * MB, 1000 * MB, 64 * MB).budget()).isEqualTo(64 * MB);
  }

  @Test
  void isShortBelowTheBudgetAndAmpleAQuarterAboveIt() {
    assertThat(free(63).isShort()).isTrue();
    assertThat(free(64).isShort()).isFalse();
    assertThat(free(79).isAmple()).isFalse();
    assertThat(free(80).isAmple()).isTrue();
  }

  @Test
  void whatWasAcceptedKeepsItsRoomBesideTheBudget() {
    DiskRoom room = free(99).with(36 * MB, 0, false);
    assertThat(room.mustStayFree()).isEqualTo(100 * MB);
    assertThat(room.isShort()).isTrue();
    assertThat(free(100).with(36 * MB, 0, false).isShort()).isFalse();
    assertThat(free(115).with(36 * MB, 0, false).isAmple()).isFalse();
    assertThat(free(116).with(36 * MB, 0, false).isAmple()).isTrue();
  }

  @Test
  void aLogCountsWhereItCannotBeEmptied() {
    assertThat(free(90).with(0, 27 * MB, false).isShort()).isFalse();
    assertThat(free(90).with(0, 27 * MB, true).isShort()).isTrue();
  }

  @Test
  void aLogIsInTheWayOnceItIsLongAndLittleIsFreeBesides() {
    assertThat(free(90).with(0, 3 * MB, false).isTightByLog()).as("short").isFalse();
    assertThat(free(500).with(0, 300 * MB, false).isTightByLog()).as("room").isFalse();
    assertThat(free(90).with(0, 27 * MB, false).isTightByLog()).isTrue();
    assertThat(free(0).with(0, 1, false).isTightByLog()).as("nothing free").isTrue();
  }

  @Test
  void aLogThatIsLongerThanWhatIsFreeTakesTheRoomForItself() {
    assertThat(free(28).with(0, 27 * MB, true).isTakenByLog()).isFalse();
    assertThat(free(26).with(0, 27 * MB, false).isTakenByLog()).isTrue();
    assertThat(free(26).with(0, 27 * MB, false).isHeldByLog()).isFalse();
    assertThat(free(26).with(0, 27 * MB, true).isHeldByLog()).isTrue();
  }

  private static DiskRoom free(long megabytes) {
    return DiskRoom.of(megabytes * MB, 1000 * MB, 64 * MB);
  }
}
