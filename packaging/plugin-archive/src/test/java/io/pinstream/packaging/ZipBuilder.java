// SPDX-License-Identifier: Apache-2.0
package io.pinstream.packaging;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** A plugin zip made for a test. */
final class ZipBuilder {
  private final Map<String, byte[]> entries = new TreeMap<>();
  private final String name;

  ZipBuilder(String name) {
    this.name = name;
  }

  ZipBuilder jar(String file, JarBuilder jar) {
    entries.put(name + "/lib/" + file, jar.toBytes());
    return this;
  }

  ZipBuilder text(String path, String content) {
    entries.put(name + "/" + path, content.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  ZipBuilder manifest(String component, String version, String type, String licence) {
    return text(
        "manifest.json",
        """
        {"name": "%s", "version": "%s", "title": "The %s", "component_types": ["%s"],
         "license": [{"name": "%s"}]}
        """
            .formatted(component, version, component, type, licence));
  }

  Path in(Path folder) {
    try {
      return Files.write(folder.resolve(name + ".zip"), JarBuilder.zip(entries));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
