package io.usher.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolFileTest {

  @TempDir Path folder;

  @Test
  void recordsComeBackInTheirOrderWhateverTheirSize() throws Exception {
    List<byte[]> records = new ArrayList<>();
    for (int size : new int[] {1, 7, 300, 256 * 1024 - 8, 256 * 1024, 1_300_000, 2}) {
      records.add(record(size));
    }
    try (SpoolFile file = SpoolFile.create(path(), 1)) {
      append(file, records.subList(0, 3));
      long[] begins = append(file, records.subList(3, records.size()));
      assertThat(all(file)).isEqualTo(text(records));
      assertThat(file.record(begins[2])).isEqualTo(records.get(5));
      assertThat(file.read(SpoolFile.BEGINNING, file.durable(), 2, Integer.MAX_VALUE)).hasSize(2);
      assertThat(file.read(SpoolFile.BEGINNING, file.durable(), 9, 300)).hasSize(3);
    }
    try (SpoolFile file = reopen()) {
      assertThat(all(file)).isEqualTo(text(records));
    }
  }

  @Test
  void whatIsNotFlushedIsNotRead() throws Exception {
    try (SpoolFile file = SpoolFile.create(path(), 1)) {
      append(file, List.of(record(10)));
      file.append(List.of(record(20)));
      assertThat(all(file)).hasSize(1);
      file.endAtDurable();
      file.cutOffUnflushed();
    }
    try (SpoolFile file = reopen()) {
      assertThat(all(file)).hasSize(1);
    }
  }

  @Test
  void aFileEndsBeforeTheRecordThatIsNotWholeWhereverItWasCut() throws Exception {
    byte[] whole = threeRecords();
    long last = whole.length - 8 - 30;
    for (int length = (int) last; length < whole.length; length++) {
      assertThat(reopened(Arrays.copyOf(whole, length))).as("of %d bytes", length).hasSize(2);
      byte[] zeros = Arrays.copyOf(Arrays.copyOf(whole, length), whole.length + 4096);
      if (whole[length] != 0) {
        assertThat(reopened(zeros)).as("zeros from %d on", length).hasSize(2);
      }
    }
    assertThat(reopened(whole)).hasSize(3);
  }

  @Test
  void aFileEndsBeforeARecordInWhichABitIsWrong() throws Exception {
    byte[] whole = threeRecords();
    for (int at = whole.length - 8 - 30; at < whole.length; at++) {
      byte[] wrong = whole.clone();
      wrong[at] ^= 0x10;
      assertThat(reopened(wrong)).as("at %d", at).hasSize(2);
    }
  }

  @Test
  void aFileIsDamagedWhereSomethingLiesBehindItsEnd() throws Exception {
    byte[] whole = threeRecords();
    assertThat(isDamaged(whole)).isFalse();
    assertThat(isDamaged(Arrays.copyOf(whole, whole.length + 300_000))).isFalse();
    byte[] wrong = whole.clone();
    wrong[wrong.length - 40] ^= 1;
    assertThat(isDamaged(wrong)).isTrue();
  }

  private boolean isDamaged(byte[] content) throws IOException {
    Files.write(path(), content);
    try (SpoolFile file = reopen()) {
      return file.isDamaged();
    }
  }

  private SpoolFile reopen() throws IOException {
    return SpoolFile.reopen(path(), 1, SpoolFile.Past.UNMOVED, SpoolFile.BEGINNING);
  }

  @Test
  void aFileThatIsNoneOfOursHasNoRecords() throws Exception {
    byte[] other = threeRecords();
    other[0] = 'X';
    assertThat(reopened(other)).isEmpty();
    assertThat(reopened(new byte[0])).isEmpty();
  }

  @Test
  void whatIsOverwrittenBeforeItIsDeletedIsGoneFromTheDiskToo() throws Exception {
    SpoolFile file = SpoolFile.create(path(), 1);
    append(file, List.of("Dana Whitfield".getBytes(StandardCharsets.UTF_8)));
    try (FileChannel beside = FileChannel.open(path(), StandardOpenOption.READ)) {
      file.delete(true);
      ByteBuffer left = ByteBuffer.allocate((int) beside.size());
      beside.read(left, 0);
      assertThat(left.array()).containsOnly(0);
    }
    assertThat(path()).doesNotExist();
  }

  /** Of 10, 20 and 30 bytes, without the room behind them. */
  private byte[] threeRecords() throws IOException {
    try (SpoolFile file = SpoolFile.create(path(), 1)) {
      append(file, List.of(record(10), record(20), record(30)));
      byte[] bytes = Arrays.copyOf(Files.readAllBytes(path()), (int) file.end());
      Files.delete(path());
      return bytes;
    }
  }

  private List<String> reopened(byte[] content) throws IOException {
    Files.write(path(), content);
    try (SpoolFile file = reopen()) {
      return all(file);
    }
  }

  private static long[] append(SpoolFile file, List<byte[]> records) throws IOException {
    long[] begins = file.append(records);
    file.flush();
    file.flushed();
    return begins;
  }

  private static List<String> all(SpoolFile file) throws IOException {
    return text(
        file
            .read(SpoolFile.BEGINNING, file.durable(), Integer.MAX_VALUE, Integer.MAX_VALUE)
            .stream()
            .map(SpoolFile.Framed::record)
            .toList());
  }

  private static List<String> text(List<byte[]> records) {
    return records.stream().map(each -> new String(each, StandardCharsets.ISO_8859_1)).toList();
  }

  private static byte[] record(int size) {
    byte[] record = new byte[size];
    for (int i = 0; i < size; i++) {
      record[i] = (byte) (i * 31 + size | 1);
    }
    return record;
  }

  private Path path() {
    return folder.resolve("usher.db-spool-1");
  }
}
