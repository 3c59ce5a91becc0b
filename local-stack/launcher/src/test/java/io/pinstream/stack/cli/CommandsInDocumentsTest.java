// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinstream.stack.Document;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** What the documents have users type, the launcher takes. */
class CommandsInDocumentsTest {
  private static final Pattern COMMAND = Pattern.compile("(?:^|\\s)\\./pinstream( .*)");
  private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"|'[^']*'| #.*");
  private static final Pattern OPTION = Pattern.compile("--[a-z][a-z0-9-]*");

  static List<Document> documents() throws IOException {
    return Document.all();
  }

  @ParameterizedTest
  @MethodSource("documents")
  void everyCommandAndOptionIsThere(Document document) {
    var unknown = new ArrayList<String>();
    for (var code : document.code()) {
      var command = COMMAND.matcher(code);
      if (command.find() && !isKnown(QUOTED.matcher(command.group(1)).replaceAll(" "))) {
        unknown.add(code);
      }
    }
    assertThat(unknown).isEmpty();
  }

  /**
   * Whether all of its commands, of which several may stand with bars between them, have its
   * options.
   */
  private static boolean isKnown(String words) {
    var commands = List.of(Pinstream.commandLine());
    for (var word : words.strip().split("\\s+", -1)) {
      if (word.startsWith("-") || commands.get(0).getSubcommands().isEmpty()) {
        break;
      }
      commands = subcommands(commands.get(0), word);
      if (commands.isEmpty()) {
        return false;
      }
    }
    var named = commands;
    return OPTION
        .matcher(words)
        .results()
        .allMatch(option -> named.stream().allMatch(command -> takes(command, option.group())));
  }

  /** The commands of these names below a command; none if one of them is not there. */
  private static List<CommandLine> subcommands(CommandLine command, String names) {
    var found = new ArrayList<CommandLine>();
    for (var name : names.split("\\|", -1)) {
      var inner = command.getSubcommands().get(name);
      if (inner == null) {
        return List.of();
      }
      found.add(inner);
    }
    return found;
  }

  private static boolean takes(CommandLine command, String option) {
    return command.getCommandSpec().optionsMap().containsKey(option)
        || command.getCommandSpec().negatedOptionsMap().containsKey(option);
  }
}
