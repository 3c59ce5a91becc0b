// SPDX-License-Identifier: Apache-2.0
package io.pinstream.packaging;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Another plugin's archive goes into ours, under the zip's own folder and beside the others, or is
 * refused by name. It is the input's bytes where they begin as a zip does; else it is made of
 * entries, which a line {@code ==} parts: the path, a line, the content. {@code a.jar!b} is an
 * entry b in a jar.
 */
@Timeout(20)
class ArchivesFuzzTest {
  private static final String NAME = "pinstream-msk-plugin-1.0";

  @TempDir private static Path folder;

  @FuzzTest
  void anArchiveGoesInOrIsRefused(byte[] input) throws IOException {
    Path place = Files.createTempDirectory(folder, "archives");
    Path ours =
        new ZipBuilder(NAME)
            .manifest("msk-plugin", "1.0", "source", "Apache License 2.0")
            .jar("source-1.0.jar", new JarBuilder().type("acme/Source"))
            .in(place);
    Path other = Files.write(place.resolve("other-2.0.zip"), archive(input));
    try {
      PluginArchive.read(other);
      Path made = Merge.of(ours, List.of(AddOn.read(other))).file();
      assertThat(made).hasParent(place);
      checkEntries(made);
      ArchiveCheck.check(PluginArchive.read(made));
    } catch (ArchiveException e) {
      assertThat(e.getMessage()).containsAnyOf("other-2.0.zip", NAME);
    }
    try (var files = Files.list(place)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(place);
  }

  private static void checkEntries(Path made) throws IOException {
    String top = made.getFileName().toString().replaceFirst("\\.zip$", "") + "/";
    try (ZipInputStream zip =
        new ZipInputStream(new ByteArrayInputStream(Files.readAllBytes(made)))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        assertThat(entry.getName()).startsWith(top);
        assertThat(entry.getName().split("/")).doesNotContain("..", ".", "");
      }
    }
  }

  private static byte[] archive(byte[] input) throws IOException {
    String text = new String(input, ISO_8859_1);
    if (text.startsWith("PK")) {
      return input;
    }
    Map<String, byte[]> entries = new LinkedHashMap<>();
    Map<String, Map<String, byte[]>> jars = new LinkedHashMap<>();
    for (String part : text.split("\n==\n", -1)) {
      int line = part.indexOf('\n');
      String path = line < 0 ? part : part.substring(0, line);
      byte[] content = (line < 0 ? "" : part.substring(line + 1)).getBytes(ISO_8859_1);
      int jar = path.indexOf('!');
      if (jar < 0) {
        entries.put(path, content);
      } else {
        jars.computeIfAbsent(path.substring(0, jar), name -> new LinkedHashMap<>())
            .put(path.substring(jar + 1), content);
      }
    }
    for (Map.Entry<String, Map<String, byte[]>> jar : jars.entrySet()) {
      entries.put(jar.getKey(), zip(jar.getValue()));
    }
    return zip(entries);
  }

  private static byte[] zip(Map<String, byte[]> entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        ZipEntry header = new ZipEntry(entry.getKey());
        zip.putNextEntry(header);
        if (!header.isDirectory()) {
          zip.write(entry.getValue());
        }
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }
}
