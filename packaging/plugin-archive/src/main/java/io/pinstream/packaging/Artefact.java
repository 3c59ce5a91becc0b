// SPDX-License-Identifier: Apache-2.0
package io.pinstream.packaging;

import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;

/**
 * What a jar is.
 *
 * @param group the Maven group, or empty where the jar does not say
 * @param name the Maven artifact id
 * @param version the version, or empty where neither the jar nor its name says
 */
record Artefact(String group, String name, String version) implements Comparable<Artefact> {
  private static final Pattern FILE =
      Pattern.compile("(?<name>.+?)-(?<version>\\d[^/]*)\\.jar", Pattern.CASE_INSENSITIVE);
  private static final Comparator<Artefact> ORDER =
      Comparator.comparing(Artefact::group)
          .thenComparing(Artefact::name)
          .thenComparing(Artefact::version);

  /**
   * Reads it from the jar's Maven descriptor, if it is the jar's own: a shaded jar has those of all
   * that went into it. Else from the file's name.
   */
  static Artefact of(String fileName, List<Properties> descriptors) {
    for (var descriptor : descriptors) {
      var artefact = of(descriptor);
      if (!artefact.name().isEmpty()
          && fileName.startsWith(artefact.name() + "-" + artefact.version())) {
        return artefact;
      }
    }
    var matcher = FILE.matcher(fileName);
    return matcher.matches()
        ? new Artefact("", matcher.group("name"), matcher.group("version"))
        : new Artefact("", fileName.replaceFirst("\\.jar$", ""), "");
  }

  static Artefact of(Properties descriptor) {
    return new Artefact(
        descriptor.getProperty("groupId", ""),
        descriptor.getProperty("artifactId", ""),
        descriptor.getProperty("version", ""));
  }

  @Override
  public int compareTo(Artefact other) {
    return ORDER.compare(this, other);
  }
}
