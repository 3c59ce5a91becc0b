// SPDX-License-Identifier: Apache-2.0
package io.pinstream.packaging;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.zip.ZipInputStream;

/**
 * What a jar says of itself, and what is known beyond that.
 *
 * @param inside what was put into it, as far as it says so: by the Maven descriptors that came
 *     along, or by the folders in which some builds keep the licences of such parts
 * @param own its files of licences and notices, by a name without folders
 * @param given texts of licences that it does not carry, by the names of their files
 * @param remark for the list of jars, or empty
 */
record JarLabel(
    Artefact artefact,
    List<Artefact> inside,
    SortedMap<String, byte[]> own,
    Map<String, byte[]> given,
    String remark) {
  private static final Pattern NOTICE = Pattern.compile("NOTICE.*", Pattern.CASE_INSENSITIVE);
  private static final Pattern LICENCE =
      Pattern.compile(
          "(?:.*/)?(?:(?:[^/]*-)?(?:LICEN[SC]E|NOTICE|COPYING|ABOUT)[^/]*|LICEN[SC]ES?(?:-[^/]*)?/.*[^/]|AL2\\.0|LGPL2\\.1)(?<!\\.class)",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern DESCRIPTOR = Pattern.compile("META-INF/maven/.*/pom\\.properties");
  private static final Pattern FOLDER_OF_A_PART =
      Pattern.compile("META-INF/licenses/([^/]+)/([^/]+?)-(\\d[^/]*)/.*");

  static JarLabel read(Path jar) throws IOException {
    var descriptors = new ArrayList<Properties>();
    var inside = new ArrayList<Artefact>();
    var licences = new TreeMap<String, byte[]>();
    try (var content = new ZipInputStream(Files.newInputStream(jar))) {
      for (var entry = content.getNextEntry(); entry != null; entry = content.getNextEntry()) {
        var name = entry.getName();
        if (DESCRIPTOR.matcher(name).matches()) {
          var descriptor = new Properties();
          descriptor.load(new ByteArrayInputStream(content.readAllBytes()));
          descriptors.add(descriptor);
        } else if (!entry.isDirectory() && LICENCE.matcher(name).matches()) {
          licences.put(
              name.replaceFirst("^META-INF/", "").replace('/', '-'), content.readAllBytes());
          var part = FOLDER_OF_A_PART.matcher(name);
          if (part.matches()) {
            inside.add(new Artefact(part.group(1), part.group(2), part.group(3)));
          }
        }
      }
    }
    var artefact = Artefact.of(jar.getFileName().toString(), descriptors);
    descriptors.stream()
        .map(Artefact::of)
        .filter(other -> !other.name().equals(artefact.name()))
        .forEach(inside::add);
    return new JarLabel(artefact, List.copyOf(new TreeSet<>(inside)), licences, Map.of(), "");
  }

  boolean hasLicenceOfItsOwn() {
    return !own.keySet().stream().allMatch(name -> NOTICE.matcher(name).matches());
  }

  /** Of its licences, wherever they are from. */
  List<byte[]> texts() {
    var texts = new ArrayList<>(given.values());
    own.forEach(
        (name, text) -> {
          if (!NOTICE.matcher(name).matches()) {
            texts.add(text);
          }
        });
    return texts;
  }
}
