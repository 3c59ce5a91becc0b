// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class DemoCommandTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "demo --once | --once needs --posts N",
        "demo --posts 0 | --posts must be 1 or more",
        "demo --posts 10 --once --rate -1 | --rate must be 0",
        "demo --posts ten | Invalid value for option '--posts'",
        "demo --keep | --keep goes with --once",
        "demo --json | --json goes with --once",
        "demo --tasks 0 | --tasks must be 1 or more",
        "demo --rows 0 | --rows must be 1 or more",
        "demo --http-port 70000 | --http-port must be 0 to 65535",
        "demo --rest-port -1 | --rest-port must be 0 to 65535",
        "demo --user-id a/b | --user-id must be letters",
        "demo --range 9..1 | --range must be LOW..HIGH",
        "demo --range 7 | --range must be LOW..HIGH",
        "demo --order backwards | expected one of [random, shuffle, sequential, python]",
        "demo --s3-sink-zip no-such-file.zip | no-such-file.zip is not a file",
        "demo --s3-sink-zip pom.xml | pom.xml holds no lib/kafka-connect-s3-*.jar",
        "demo --database jdbc:mysql://h/d | Missing required argument(s): --database-user=U",
        "demo --speed 3 | Unknown options: '--speed', '3'",
        "soak --minutes 0 | --minutes must be 0.5 to 1440",
        "soak --minutes long | Invalid value for option '--minutes'",
        "soak --rate 0 | --rate must be 5 to 10000",
        "sql | Missing required parameter: 'SQL'",
        "dataset | Missing required argument",
      })
  void whatCannotBeRunIsToldBeforeAnythingStarts(String line, String message) {
    var err = new StringWriter();
    int code = commandLine(err).execute(line.split(" "));
    assertThat(code).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(err.toString()).contains(message);
  }

  @Test
  void theHelpNamesEveryOptionOfTheContract() {
    var out = new StringWriter();
    var command = Pinstream.commandLine().setOut(new PrintWriter(out));
    assertThat(command.execute("demo", "--help")).isZero();
    assertThat(out.toString())
        .contains(
            "--posts",
            "--once",
            "--user-id",
            "--rate",
            "--database",
            "--database-user",
            "--database-password",
            "--s3-sink-zip",
            "--json",
            "--order",
            "--seed",
            "--range",
            "--tasks",
            "--http-port",
            "--rest-port",
            "--keep",
            "--data-dir");
  }

  private static CommandLine commandLine(StringWriter err) {
    return Pinstream.commandLine().setErr(new PrintWriter(err));
  }
}
