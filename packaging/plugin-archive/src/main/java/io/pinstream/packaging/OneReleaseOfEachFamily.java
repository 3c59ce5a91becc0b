// SPDX-License-Identifier: Apache-2.0
package io.pinstream.packaging;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Libraries that come as many jars work in one release only: an s3 of one AWS SDK on the core of
 * another fails at its first call, with {@code NoSuchFieldError}.
 */
final class OneReleaseOfEachFamily implements Rule {
  /** Groups; with a dot at the end, all groups that begin so. */
  private static final List<String> GROUPS =
      List.of(
          "software.amazon.awssdk",
          "com.fasterxml.jackson.",
          "io.netty",
          "org.apache.hadoop",
          "org.apache.iceberg",
          "org.apache.parquet");

  private static final Pattern RELEASE = Pattern.compile("(\\d+\\.\\d+).*");

  @Override
  public List<String> violations(PluginArchive archive) {
    var violations = new ArrayList<String>();
    for (var group : GROUPS) {
      var releases = new TreeMap<String, TreeSet<String>>();
      for (var jar : archive.jars()) {
        var release = RELEASE.matcher(jar.artefact().version());
        if (isOf(jar.artefact().group(), group) && release.matches()) {
          releases.computeIfAbsent(release.group(1), r -> new TreeSet<>()).add(jar.file());
        }
      }
      if (releases.size() > 1) {
        var few = releases.values().stream().min((a, b) -> a.size() - b.size()).orElseThrow();
        violations.add(
            "%s is there in the releases %s (of the fewest: %s): bring all of its jars to one release"
                .formatted(group, String.join(", ", releases.keySet()), String.join(", ", few)));
      }
    }
    return violations;
  }

  private static boolean isOf(String group, String family) {
    return family.endsWith(".") ? group.startsWith(family) : group.equals(family);
  }
}
