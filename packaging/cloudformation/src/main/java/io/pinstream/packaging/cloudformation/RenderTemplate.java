// SPDX-License-Identifier: Apache-2.0
package io.pinstream.packaging.cloudformation;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The build's step that writes the template. */
public final class RenderTemplate {
  private RenderTemplate() {}

  /**
   * Writes the template.
   *
   * @param arguments the folder of the files of settings, the target folder, and the source
   */
  public static void main(String[] arguments) throws IOException {
    var settings = Path.of(arguments[0]);
    var target = Files.createDirectories(Path.of(arguments[1]));
    var source = Path.of(arguments[2]);
    var name = source.getFileName().toString().replaceFirst("\\.yaml$", ".json");
    Files.writeString(target.resolve(name), json(source, settings));
  }

  static String json(Path source, Path settings) throws IOException {
    var printer = new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter(" ", "\n"));
    // Maps that have no order of their own get one: the same input gives the same bytes.
    var mapper = new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
    return mapper.writer(printer).writeValueAsString(Template.render(source, settings)) + "\n";
  }
}
