package dev.sluice.artifact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.core.Mode;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program that only reads gets neither zstd-jni nor lz4-java, and must not need them. */
class OptionalLibrariesTest {
  @TempDir Path temp;

  /** Defines Sluice's classes anew and knows neither of the libraries. */
  private static final class Without extends ClassLoader {
    Without() {
      super(OptionalLibrariesTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.startsWith("com.github.luben.") || name.startsWith("net.jpountz.")) {
        throw new ClassNotFoundException(name);
      }
      if (!name.startsWith("dev.sluice.")) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        return loaded == null ? define(name) : loaded;
      }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
      try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
        byte[] bytes = in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }

  private Object countChunks() throws ReflectiveOperationException {
    var loader = new Without();
    Class<?> mode = loader.loadClass(Mode.class.getName());
    Class<?> reader = loader.loadClass(ArtifactReader.class.getName());
    Object code = mode.getMethod("of", String.class).invoke(null, "code");
    Object opened = reader.getConstructor(Path.class, mode).newInstance(temp, code);
    Consumer<Object> sink = chunk -> {};
    reader.getMethod("state").invoke(opened);
    return reader.getMethod("chunks", Consumer.class).invoke(opened, sink);
  }

  @Test
  void plainArtifactsAreReadWithoutThem() throws ReflectiveOperationException {
    new ArtifactFolder(temp).withTwoChunks().with("index_state.json", "{}");
    assertEquals(2, countChunks());
  }

  @Test
  void aZstdArtifactSaysWhichLibraryItNeeds() throws IOException {
    Files.write(temp.resolve("chunk_meta.json.zst"), new byte[] {1});
    var failure = assertThrows(InvocationTargetException.class, this::countChunks);
    String message = failure.getCause().getMessage();
    assertTrue(message.contains("zstd-jni on the class path"), message);
  }

  @Test
  void whetherAnArtifactNeedsZstdIsToldBeforeItIsRead() throws Exception {
    Class<?> reader = new Without().loadClass(ArtifactReader.class.getName());
    var lacks = reader.getMethod("lacksZstd", Path.class);
    new ArtifactFolder(temp).withTwoChunks();
    assertEquals(false, lacks.invoke(null, temp));
    Files.write(temp.resolve("phrase_ngrams.json.zst"), new byte[] {1});
    assertEquals(true, lacks.invoke(null, temp));
    assertEquals(false, ArtifactReader.lacksZstd(temp));
  }
}
