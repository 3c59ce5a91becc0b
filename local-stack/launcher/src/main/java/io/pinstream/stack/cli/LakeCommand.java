// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.cli;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.ColumnData;
import com.github.freva.asciitable.HorizontalAlign;
import io.pinstream.stack.DataDirectory;
import io.pinstream.stack.Installation;
import io.pinstream.stack.lake.LakeOfRun;
import io.pinstream.stack.lake.Retention;
import io.pinstream.stack.lake.TableMaintenance;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ./pinstream lake}. */
@Command(
    name = "lake",
    mixinStandardHelpOptions = true,
    versionProvider = Pinstream.Version.class,
    description = "Looks after the newest demo's lake.")
final class LakeCommand {

  @Command(
      name = "maintain",
      mixinStandardHelpOptions = true,
      versionProvider = Pinstream.Version.class,
      description = {
        "Rewrites small data files into large ones, lets go of snapshots older than 15 minutes, and deletes files older than an hour that no snapshot knows.",
        "The demo may be running: one that runs on does it by itself every ten minutes."
      })
  int maintain(@Mixin DataDirectoryOption dataDirectory) {
    var lake =
        LakeOfRun.read(
            Installation.ofSystemProperty(), DataDirectory.runFolder(dataDirectory.path()));
    var reports = lake.maintain(Retention.at(Instant.now()));
    System.out.println(
        reports.isEmpty()
            ? lake.name() + ": no tables to maintain."
            : AsciiTable.getTable(
                reports,
                List.of(
                    new Column().header("table").with(TableMaintenance.Report::table),
                    number("files before", TableMaintenance.Report::filesBefore),
                    number("files after", TableMaintenance.Report::filesAfter),
                    number("snapshots expired", TableMaintenance.Report::expired),
                    number("orphan files deleted", TableMaintenance.Report::orphans))));
    return 0;
  }

  private static ColumnData<TableMaintenance.Report> number(
      String header, Function<TableMaintenance.Report, Integer> value) {
    return new Column()
        .header(header)
        .dataAlign(HorizontalAlign.RIGHT)
        .with(report -> value.apply(report).toString());
  }
}
