package dev.sluice.artifact;

import dev.sluice.core.InvalidArtifactException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.msgpack.core.ExtensionTypeHeader;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessagePackException;
import org.msgpack.core.MessageUnpacker;

/**
 * A bundle stored as MessagePack, {@code .mpk}: a map {format, version, checksum: {algo, value} or
 * null, payload}. Typed arrays, which msgpackr stores as an extension of its own, become arrays.
 */
final class MessagePackBundle {
  private static final String FORMAT = "pairofcleats.bundle";
  private static final int VERSION = 1;

  /** As the JSON side allows. */
  private static final int MAX_NESTING = 500;

  /** msgpackr's extension types. */
  private static final int UNDEFINED = 0;

  private static final int TYPED_ARRAY = 0x74;

  /** Stands for what JavaScript leaves out when it writes an object as JSON. */
  private static final Object ABSENT = new Object();

  private final Path file;
  private final byte[] bytes;
  private final MessageUnpacker in;

  private MessagePackBundle(Path file, byte[] bytes) {
    this.file = file;
    this.bytes = bytes;
    this.in = MessagePack.newDefaultUnpacker(bytes);
  }

  /**
   * The bundle, its checksum verified where it has one.
   *
   * @throws InvalidArtifactException if it is cut short, of another format or version, or damaged
   */
  static Map<?, ?> read(Path file) {
    try {
      return new MessagePackBundle(file, Files.readAllBytes(file)).read();
    } catch (MessagePackException | IOException e) {
      throw new InvalidArtifactException(
          file, "", "is cut short or not MessagePack: " + e.getMessage(), e);
    }
  }

  private Map<?, ?> read() throws IOException {
    Object value = value(0);
    if (in.hasNext()) {
      throw invalid("goes on after its end");
    }
    if (!(value instanceof Map<?, ?> envelope)
        || !FORMAT.equals(envelope.get("format"))
        || !(envelope.get("version") instanceof Long version)
        || version != VERSION) {
      throw invalid("is not a " + FORMAT + " of version " + VERSION);
    }
    if (!(envelope.get("payload") instanceof Map<?, ?> payload)) {
      throw invalid("has no payload");
    }
    if (envelope.get("checksum") != null) {
      requireChecksum(envelope.get("checksum"), payload);
    }
    return payload;
  }

  private void requireChecksum(Object checksum, Map<?, ?> payload) {
    if (!(checksum instanceof Map<?, ?> members)
        || !(members.get("algo") instanceof String algorithm)
        || !(members.get("value") instanceof String expected)
        || !List.of("xxh64", "sha1").contains(algorithm)) {
      throw invalid("has a checksum that is not one of xxh64 or sha1: " + checksum);
    }
    String found = BundleChecksum.of(algorithm, payload);
    if (!found.equalsIgnoreCase(expected)) {
      throw invalid("has the " + algorithm + " " + found + ", expected " + expected);
    }
  }

  private Object value(int depth) throws IOException {
    if (depth > MAX_NESTING) {
      throw invalid("is nested more than " + MAX_NESTING + " levels deep");
    }
    return switch (in.getNextFormat().getValueType()) {
      case NIL -> {
        in.unpackNil();
        yield null;
      }
      case BOOLEAN -> in.unpackBoolean();
      case INTEGER -> integer();
      case FLOAT -> in.unpackDouble();
      case STRING -> in.unpackString();
      case BINARY -> numbers(ByteBuffer.wrap(take(in.unpackBinaryHeader())), Byte.BYTES);
      case ARRAY -> array(depth);
      case MAP -> map(depth);
      case EXTENSION -> extension();
    };
  }

  private Number integer() throws IOException {
    return switch (in.getNextFormat()) {
      case UINT64 -> in.unpackBigInteger();
      default -> in.unpackLong();
    };
  }

  private List<Object> array(int depth) throws IOException {
    int size = in.unpackArrayHeader();
    var array = new ArrayList<Object>();
    for (int i = 0; i < size; i++) {
      Object element = value(depth + 1);
      array.add(element == ABSENT ? null : element);
    }
    return array;
  }

  private Map<String, Object> map(int depth) throws IOException {
    int size = in.unpackMapHeader();
    var map = new LinkedHashMap<String, Object>();
    for (int i = 0; i < size; i++) {
      if (!(value(depth + 1) instanceof String name)) {
        throw invalid("has a name that is not a string");
      }
      Object member = value(depth + 1);
      if (member != ABSENT) {
        map.put(name, member);
      }
    }
    return map;
  }

  /** Looks before it makes room: a damaged length must not exhaust the memory. */
  private byte[] take(int length) throws IOException {
    long left = bytes.length - in.getTotalReadBytes();
    if (length > left) {
      throw invalid("is cut short: " + length + " bytes announced, " + left + " are left");
    }
    return in.readPayload(length);
  }

  private Object extension() throws IOException {
    ExtensionTypeHeader header = in.unpackExtensionTypeHeader();
    byte[] content = take(header.getLength());
    if (header.getType() == UNDEFINED) {
      return ABSENT;
    }
    if (header.getType() == TYPED_ARRAY && content.length > 0) {
      return typedArray(content);
    }
    throw invalid("holds a value of extension type " + header.getType());
  }

  /** One byte tells the type, the elements follow in the byte order of the machine. */
  private List<Number> typedArray(byte[] content) {
    ByteBuffer elements =
        ByteBuffer.wrap(content, 1, content.length - 1).slice().order(ByteOrder.LITTLE_ENDIAN);
    return switch (content[0]) {
      case 1, 2 -> numbers(elements, Byte.BYTES);
      case 6 -> numbers(elements, Integer.BYTES);
      case 7 -> floats(elements);
      default -> throw invalid("holds a typed array of type " + content[0]);
    };
  }

  /** Unsigned integers of the given width. */
  private static List<Number> numbers(ByteBuffer elements, int width) {
    var numbers = new ArrayList<Number>();
    while (elements.remaining() >= width) {
      numbers.add(
          width == Byte.BYTES
              ? (long) (elements.get() & 0xFF)
              : Integer.toUnsignedLong(elements.getInt()));
    }
    return numbers;
  }

  private static List<Number> floats(ByteBuffer elements) {
    var numbers = new ArrayList<Number>();
    while (elements.remaining() >= Float.BYTES) {
      numbers.add((double) elements.getFloat());
    }
    return numbers;
  }

  private InvalidArtifactException invalid(String reason) {
    return new InvalidArtifactException(file, "", reason);
  }
}
