package dev.sluice.artifact;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.core.DurableFiles;
import dev.sluice.core.InvalidArtifactException;
import dev.sluice.core.Mode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.msgpack.core.MessageBufferPacker;
import org.msgpack.core.MessagePack;
import tools.jackson.databind.json.JsonMapper;

class MessagePackBundleTest {
  private static final IncrementalManifest.Entry ENTRY =
      new IncrementalManifest.Entry("a", "h", 1.5, 2L, "b.mpk", null);

  /** The JSON text of this bundle, members sorted, as JSON.stringify writes it, and its sums. */
  private static final String KNOWN =
      "{\"chunks\":[{\"docmeta\":{\"2\":1,\"10\":2,\"a\":0.5},\"end\":2,\"start\":0}],\"file\":\"a\"}";

  @TempDir Path temp;

  @Property(tries = 60)
  void aBundleIsTheSameInBothFormats(@ForAll long seed) throws IOException {
    Path folder = Files.createTempDirectory("sluice-mpk");
    try {
      var writer = new BundleWriter(folder, Mode.CODE, RandomBundles.DENSE);
      RandomBundles.wellFormed(seed).forEach(writer::add);
      writer.publish();
      var reader = new BundleReader(folder, Mode.CODE);
      for (IncrementalManifest.Entry entry : IncrementalManifest.read(folder).entries()) {
        Object tree =
            JsonCursor.read(
                folder.resolve("files").resolve(entry.bundle()),
                cursor -> JsonMapper.shared().readValue(cursor.parser(), Object.class));
        Files.write(
            folder.resolve("files/b.mpk"),
            envelope(tree, "xxh64", BundleChecksum.of("xxh64", tree)));
        var packed =
            new IncrementalManifest.Entry(
                entry.file(), entry.hash(), entry.mtimeMs(), entry.size(), "b.mpk", null);
        BundleReaderTest.assertSame(reader.read(entry), reader.read(packed));
      }
    } finally {
      DurableFiles.deleteTree(folder);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"xxh64", "sha1"})
  void checksumsAreVerified(String algorithm) throws IOException {
    Map<String, Object> bundle = known();
    String checksum = BundleChecksum.of(algorithm, bundle);
    write(envelope(bundle, algorithm, checksum));
    assertEquals(1, read().chunks().size());
    write(envelope(bundle, algorithm, checksum.replace(checksum.charAt(3), '_')));
    assertRefused("expected");
  }

  @Test
  void checksumsAreOverSortedTextWithIndexesFirst() throws NoSuchAlgorithmException {
    byte[] sha1 = MessageDigest.getInstance("SHA-1").digest(KNOWN.getBytes(StandardCharsets.UTF_8));
    assertEquals(HexFormat.of().formatHex(sha1), BundleChecksum.of("sha1", known()));
  }

  @Test
  void theChecksumOfTheManifestCountsForJsonToo() throws IOException {
    Path file = temp.resolve("files/b.json");
    Files.createDirectories(file.getParent());
    Files.writeString(file, KNOWN);
    String good = BundleChecksum.of("xxh64", known());
    assertEquals(1, new BundleReader(temp, Mode.CODE).read(json(good)).chunks().size());
    var refusal =
        assertThrows(
            InvalidArtifactException.class,
            () -> new BundleReader(temp, Mode.CODE).read(json("0123456789abcdef")));
    assertTrue(refusal.getMessage().contains("the manifest says 0123456789abcdef"));
    assertTrue(refusal.getMessage().contains(file.toString()));
  }

  private static IncrementalManifest.Entry json(String checksum) {
    return new IncrementalManifest.Entry("a", "h", null, null, "b.json", checksum);
  }

  @Test
  void bytesAndTypedArraysAreVectors() throws IOException {
    for (Object vector :
        List.of(new byte[] {1, (byte) 255}, new TypedArray(new byte[] {1, 1, (byte) 255}))) {
      write(envelope(with("embedding_u8", vector), null, null));
      assertArrayEquals(new byte[] {1, (byte) 255}, read().chunks().get(0).embedding());
    }
    byte[] floats = {7, 0, 0, (byte) 0x80, (byte) 0xBF, 0, 0, (byte) 0x80, 0x3F};
    write(envelope(with("embedding", new TypedArray(floats)), null, null));
    assertArrayEquals(new byte[] {0, (byte) 255}, read().chunks().get(0).embedding());
  }

  /** What msgpackr makes of a JavaScript typed array: a type, then the elements. */
  private record TypedArray(byte[] bytes) {}

  private static Map<String, Object> with(String name, Object value) {
    Map<String, Object> bundle = known();
    var chunk = new LinkedHashMap<String, Object>();
    chunk.put("start", 0L);
    chunk.put("end", 2L);
    chunk.put(name, value);
    bundle.put("chunks", List.of(chunk));
    return bundle;
  }

  @Test
  void everyPrefixIsRefused() throws IOException {
    byte[] whole = envelope(known(), "xxh64", BundleChecksum.of("xxh64", known()));
    for (int length = 0; length < whole.length; length++) {
      write(Arrays.copyOf(whole, length));
      assertRefused("b.mpk");
    }
  }

  @Test
  void lengthsAreNotBelieved() throws IOException {
    write(new byte[] {(byte) 0xC6, 0x7F, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 1});
    assertRefused("cut short");
    byte[] deep = new byte[100_000];
    Arrays.fill(deep, (byte) 0x91);
    write(deep);
    assertRefused("nested");
  }

  @Test
  void anotherFormatIsRefused() throws IOException {
    try (MessageBufferPacker packer = MessagePack.newDefaultBufferPacker()) {
      pack(Map.of("format", "other", "version", 1L, "payload", known()), packer);
      write(packer.toByteArray());
    }
    assertRefused("is not a pairofcleats.bundle of version 1");
  }

  private static Map<String, Object> known() {
    var docmeta = new LinkedHashMap<String, Object>();
    docmeta.put("a", 0.5);
    docmeta.put("10", 2L);
    docmeta.put("2", 1L);
    var chunk = new LinkedHashMap<String, Object>();
    chunk.put("start", 0L);
    chunk.put("end", 2L);
    chunk.put("docmeta", docmeta);
    var bundle = new LinkedHashMap<String, Object>();
    bundle.put("file", "a");
    bundle.put("chunks", List.of(chunk));
    return bundle;
  }

  private void write(byte[] bytes) throws IOException {
    Path file = temp.resolve("files/b.mpk");
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
  }

  private Bundle read() {
    return new BundleReader(temp, Mode.CODE).read(ENTRY);
  }

  private void assertRefused(String reason) {
    var refusal = assertThrows(InvalidArtifactException.class, this::read);
    assertTrue(refusal.getMessage().contains("b.mpk"), refusal.getMessage());
    assertTrue(refusal.getMessage().contains(reason), refusal.getMessage());
  }

  private static byte[] envelope(Object bundle, String algorithm, String checksum)
      throws IOException {
    var envelope = new LinkedHashMap<String, Object>();
    envelope.put("format", "pairofcleats.bundle");
    envelope.put("version", 1L);
    envelope.put(
        "checksum", algorithm == null ? null : Map.of("algo", algorithm, "value", checksum));
    envelope.put("payload", bundle);
    try (MessageBufferPacker packer = MessagePack.newDefaultBufferPacker()) {
      pack(envelope, packer);
      return packer.toByteArray();
    }
  }

  private static void pack(Object value, MessageBufferPacker out) throws IOException {
    if (value == null) {
      out.packNil();
    } else if (value instanceof Map<?, ?> map) {
      out.packMapHeader(map.size());
      for (var member : map.entrySet()) {
        out.packString((String) member.getKey());
        pack(member.getValue(), out);
      }
    } else if (value instanceof List<?> list) {
      out.packArrayHeader(list.size());
      for (Object element : list) {
        pack(element, out);
      }
    } else if (value instanceof byte[] bytes) {
      out.packBinaryHeader(bytes.length).writePayload(bytes);
    } else if (value instanceof TypedArray array) {
      out.packExtensionTypeHeader((byte) 0x74, array.bytes().length).writePayload(array.bytes());
    } else if (value instanceof String text) {
      out.packString(text);
    } else if (value instanceof Boolean flag) {
      out.packBoolean(flag);
    } else if (value instanceof Double number) {
      out.packDouble(number);
    } else {
      out.packLong(((Number) value).longValue());
    }
  }
}
