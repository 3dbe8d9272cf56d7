package io.usher.store;

import java.io.Closeable;
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
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * One file of the spool: records one after the other, each with its length and a checksum (CRC-32C,
 * RFC 3720) of length and content before it, and zeros behind the last. Appended to by one thread;
 * read by all.
 */
final class SpoolFile implements Closeable {

  /** Where the first record begins. */
  static final long BEGINNING = 8;

  private static final byte[] MARK = "USHERSP1".getBytes(StandardCharsets.US_ASCII);
  private static final int FRAME = 2 * Integer.BYTES;
  private static final int CHUNK = 256 * 1024;

  /** Most records have less. */
  private static final int LITTLE = 4 * 1024;

  /**
   * So much is written with zeros ahead: a flush need not tell the file system of a new size then.
   */
  private static final int AHEAD = 1024 * 1024;

  /** What an earlier run did with it. */
  enum Past {
    NONE,
    /** Nothing before its beginning is to be moved, and all behind it is. */
    UNMOVED,
    /** It may have been moved, or belong to another database. */
    UNKNOWN
  }

  private final Path path;
  private final int number;
  private final Past past;
  private final long begin;
  private final FileChannel channel;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(CHUNK);
  private long end = BEGINNING;
  private long room;
  private volatile long durable = BEGINNING;
  private boolean damaged;

  private SpoolFile(Path path, int number, Past past, long begin, FileChannel channel) {
    this.path = path;
    this.number = number;
    this.past = past;
    this.begin = begin;
    this.channel = channel;
  }

  /**
   * @param number higher than that of every file before
   */
  static SpoolFile create(Path path, int number) throws IOException {
    SpoolFile file =
        new SpoolFile(
            path,
            number,
            Past.NONE,
            BEGINNING,
            FileChannel.open(
                path,
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE));
    try {
      file.makeRoom(MARK.length);
      file.writeFully(ByteBuffer.wrap(MARK), 0);
      file.channel.force(true);
      DataFolder.flush(path);
      return file;
    } catch (IOException e) {
      file.close();
      Files.deleteIfExists(path);
      throw e;
    }
  }

  /**
   * One that an earlier run left. It ends before the first record that isn't whole: after a kill
   * nobody was told of that one.
   *
   * @param begin a record's, before which nothing is asked for
   */
  static SpoolFile reopen(Path path, int number, Past past, long begin) throws IOException {
    SpoolFile file =
        new SpoolFile(
            path,
            number,
            past,
            begin,
            FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE));
    file.end = file.isOurs() ? file.endFrom(begin) : BEGINNING;
    file.damaged = !file.hasOnlyZerosFrom(file.end);
    // An acknowledgement may rest on what the run before wrote and never flushed.
    file.channel.force(true);
    file.flushed();
    return file;
  }

  private boolean isOurs() throws IOException {
    ByteBuffer mark = ByteBuffer.allocate(MARK.length);
    readFully(mark, 0);
    return Arrays.equals(mark.array(), MARK);
  }

  private long endFrom(long from) throws IOException {
    long size = channel.size();
    long at = Math.min(from, size);
    while (true) {
      List<Framed> some = read(at, size, Integer.MAX_VALUE, CHUNK);
      if (some.isEmpty()) {
        return at;
      }
      at = some.get(some.size() - 1).next;
    }
  }

  private boolean hasOnlyZerosFrom(long from) throws IOException {
    long size = channel.size();
    for (long at = from; at < size; at += CHUNK) {
      ByteBuffer chunk = chunk(at, size, CHUNK);
      while (chunk.hasRemaining()) {
        if (chunk.get() != 0) {
          return false;
        }
      }
    }
    return true;
  }

  /** Whether this run made it. */
  boolean isNew() {
    return past == Past.NONE;
  }

  /** Whether its records may have been moved, by this database or another. */
  boolean isMovedBefore() {
    return past == Past.UNKNOWN;
  }

  /** Whether something lies behind its end that isn't a whole record, nor nothing. */
  boolean isDamaged() {
    return damaged;
  }

  Path path() {
    return path;
  }

  /** Where the first record begins that is to be moved. */
  long begin() {
    return begin;
  }

  String name() {
    return path.getFileName().toString();
  }

  int number() {
    return number;
  }

  boolean isEmpty() {
    return end == BEGINNING;
  }

  /** Where the next record will begin. */
  long end() {
    return end;
  }

  /** Up to here everything is on the disk, and may be read. */
  long durable() {
    return durable;
  }

  /**
   * Writes records behind the last one.
   *
   * @return where each begins
   */
  long[] append(List<byte[]> records) throws IOException {
    long bytes = records.stream().mapToLong(record -> FRAME + record.length).sum();
    makeRoom(end + bytes);
    long[] begins = new long[records.size()];
    long at = end;
    buffer.clear();
    for (int i = 0; i < begins.length; i++) {
      byte[] record = records.get(i);
      begins[i] = end;
      if (buffer.remaining() < FRAME + record.length) {
        at = empty(at);
      }
      if (buffer.remaining() < FRAME + record.length) {
        ByteBuffer large = ByteBuffer.allocate(FRAME + record.length);
        frame(large, record);
        at += writeFully(large.flip(), at);
      } else {
        frame(buffer, record);
      }
      end += FRAME + record.length;
    }
    empty(at);
    return begins;
  }

  private static void frame(ByteBuffer to, byte[] record) {
    to.putInt(record.length).putInt(checksum(record, 0, record.length)).put(record);
  }

  private static int checksum(byte[] bytes, int from, int length) {
    CRC32C sum = new CRC32C();
    sum.update(length >>> 24);
    sum.update(length >>> 16);
    sum.update(length >>> 8);
    sum.update(length);
    sum.update(bytes, from, length);
    return (int) sum.getValue();
  }

  private long empty(long at) throws IOException {
    long written = writeFully(buffer.flip(), at);
    buffer.clear();
    return at + written;
  }

  private long writeFully(ByteBuffer bytes, long at) throws IOException {
    long written = 0;
    while (bytes.hasRemaining()) {
      written += channel.write(bytes, at + written);
    }
    return written;
  }

  private void makeRoom(long upTo) throws IOException {
    if (upTo > room) {
      long wanted = (upTo / AHEAD + 1) * AHEAD;
      for (long at = room; at < wanted; ) {
        ByteBuffer zeros = ByteBuffer.allocate((int) Math.min(CHUNK, wanted - at));
        at += writeFully(zeros, at);
      }
      room = wanted;
    }
  }

  /** Returns when everything that was appended is on the disk; nobody is to read it yet. */
  void flush() throws IOException {
    channel.force(false);
  }

  /** What was appended may be read from now on. */
  void flushed() {
    durable = end;
  }

  /** Nothing is appended any more. */
  void endAtDurable() {
    end = durable;
  }

  /** Takes away what was appended and not flushed. */
  void cutOffUnflushed() throws IOException {
    channel.truncate(durable);
    channel.force(true);
  }

  /**
   * A record with its frame.
   *
   * @param next where the one behind it begins
   */
  record Framed(byte[] record, long begins, long next) {}

  /**
   * The records from one's beginning on.
   *
   * @param bytes ends with the record that reaches so many
   * @return empty where there is none that is whole
   */
  List<Framed> read(long from, long to, int most, int bytes) throws IOException {
    List<Framed> records = new ArrayList<>();
    long at = from;
    ByteBuffer chunk = chunk(at, to, Math.min(CHUNK, Math.max(LITTLE, bytes)));
    while (records.size() < most && at - from < bytes) {
      while (needed(chunk) > chunk.remaining() && chunk.remaining() < to - at) {
        chunk = chunk(at, to, Math.max(CHUNK, needed(chunk)));
      }
      byte[] record = next(chunk);
      if (record == null) {
        return records;
      }
      records.add(new Framed(record, at, at + FRAME + record.length));
      at += FRAME + record.length;
    }
    return records;
  }

  /**
   * Likewise, where there must be one.
   *
   * @throws IOException when it is damaged
   */
  List<Framed> readSome(long from, long to, int most, int bytes) throws IOException {
    List<Framed> records = read(from, to, most, bytes);
    if (records.isEmpty()) {
      throw new IOException(
          "The file "
              + path
              + " is damaged at its byte "
              + from
              + ", and what was acknowledged behind it is not in the database yet. Stop the hub and keep a copy of the file.");
    }
    return records;
  }

  /** The one record that begins there. */
  byte[] record(long begins) throws IOException {
    return readSome(begins, durable, 1, 1).get(0).record;
  }

  private ByteBuffer chunk(long at, long to, long size) throws IOException {
    ByteBuffer chunk = ByteBuffer.allocate((int) Math.max(0, Math.min(size, to - at)));
    readFully(chunk, at);
    return chunk.flip();
  }

  private void readFully(ByteBuffer into, long at) throws IOException {
    int read = 0;
    while (into.hasRemaining() && read >= 0) {
      read = channel.read(into, at + into.position());
    }
  }

  private static long needed(ByteBuffer chunk) {
    return chunk.remaining() < FRAME
        ? FRAME
        : (long) FRAME + Math.max(0, chunk.getInt(chunk.position()));
  }

  private static byte @Nullable [] next(ByteBuffer chunk) {
    if (chunk.remaining() < FRAME) {
      return null;
    }
    int length = chunk.getInt(chunk.position());
    int sum = chunk.getInt(chunk.position() + Integer.BYTES);
    if (length <= 0 || length > chunk.remaining() - FRAME) {
      return null;
    }
    int begins = chunk.arrayOffset() + chunk.position() + FRAME;
    if (checksum(chunk.array(), begins, length) != sum) {
      return null;
    }
    chunk.position(chunk.position() + FRAME + length);
    return Arrays.copyOfRange(chunk.array(), begins, begins + length);
  }

  /**
   * @param overwritten whether nothing of it may be left on the disk
   */
  void delete(boolean overwritten) throws IOException {
    if (overwritten) {
      long size = channel.size();
      for (long at = 0; at < size; ) {
        at += writeFully(ByteBuffer.allocate((int) Math.min(CHUNK, size - at)), at);
      }
      channel.force(true);
    }
    close();
    Files.deleteIfExists(path);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
