// SPDX-License-Identifier: Apache-2.0
package io.pinstream.packaging;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The licences whose texts come with a jar, as SPDX names them, told by words of their own. */
final class SpdxLicences {
  private static final Map<String, String> BY_WORDS =
      Map.of(
          "apache license version 2.0", "Apache-2.0",
          "apache (software) license, version 2.0", "Apache-2.0",
          "common development and distribution license (cddl) version 1.0", "CDDL-1.0",
          "free of charge, to any person or organization obtaining a copy", "BSL-1.0",
          "eclipse public license - v 2.0", "EPL-2.0",
          "gnu lesser general public license version 2.1", "LGPL-2.1-only",
          "permission to use, copy, modify, and/or distribute this software", "ISC",
          "this notice may not be removed or altered from any source distribution", "Zlib",
          "bzip2 and libbzip2", "bzip2-1.0.6",
          "universal foss exception", "GPL-2.0-only WITH Universal-FOSS-exception-1.0");

  private static final List<Family> FAMILIES =
      List.of(
          new Family(
              "redistribution and use in source and binary forms",
              "to endorse or promote",
              "BSD-3-Clause",
              "BSD-2-Clause"),
          new Family(
              "permission is hereby granted, free of charge, to any person obtaining a copy",
              "the above copyright notice and this permission notice",
              "MIT",
              "MIT-0"));

  private SpdxLicences() {}

  static SortedSet<String> of(Collection<byte[]> texts) {
    var licences = new TreeSet<String>();
    for (var text : texts) {
      var words =
          new String(text, StandardCharsets.UTF_8)
              .toLowerCase(Locale.ROOT)
              .replaceAll("[\\s*#]+", " ");
      BY_WORDS.forEach(
          (some, licence) -> {
            if (words.contains(some)) {
              licences.add(licence);
            }
          });
      for (var family : FAMILIES) {
        // A text may hold several of a family, one after the other.
        Arrays.stream(words.split(Pattern.quote(family.grant()), -1))
            .skip(1)
            .map(family::of)
            .forEach(licences::add);
      }
    }
    return licences;
  }

  /** Licences of one beginning, and the condition that some of them add. */
  private record Family(String grant, String condition, String with, String without) {
    String of(String text) {
      return text.contains(condition) ? with : without;
    }
  }
}
