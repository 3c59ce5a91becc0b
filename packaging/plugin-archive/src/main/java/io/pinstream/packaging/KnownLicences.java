// SPDX-License-Identifier: Apache-2.0
package io.pinstream.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Properties;

/**
 * What a jar does not say itself of its licences and of what is inside of it.
 *
 * @param texts the folder of {@code licences.properties} and of the texts that it names
 */
record KnownLicences(Path texts, Properties byJar) {
  static final KnownLicences NONE = new KnownLicences(Path.of(""), new Properties());

  static KnownLicences in(Path texts) {
    var byJar = new Properties();
    try (var reader = Files.newBufferedReader(texts.resolve("licences.properties"))) {
      byJar.load(reader);
    } catch (IOException e) {
      throw new ArchiveException("what is known of licences cannot be read: " + e, e);
    }
    return new KnownLicences(texts, byJar);
  }

  /** Adds it to what a jar says. */
  JarLabel complete(String file, JarLabel label) throws IOException {
    // TEXT,TEXT and a remark; a dash where the jar has all of its own.
    var words = byJar.getProperty(file.replaceFirst("-\\d.*", ""), "-").split(" ", 2);
    var given = new LinkedHashMap<String, byte[]>();
    if (!words[0].equals("-")) {
      for (var text : words[0].split(",", -1)) {
        given.put(text + ".txt", Files.readAllBytes(texts.resolve(text + ".txt")));
      }
    }
    var inside = new ArrayList<>(label.inside());
    var part = byJar.getProperty("inside." + file.replaceFirst("\\.jar$", ""));
    if (part != null) {
      var names = part.split(":", 3);
      inside.add(new Artefact(names[0], names[1], names[2]));
    }
    return new JarLabel(
        label.artefact(), inside, label.own(), given, words.length > 1 ? words[1] : "");
  }
}
