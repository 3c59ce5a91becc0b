// SPDX-License-Identifier: Apache-2.0
package io.pinstream.bench.stack;

import io.pinstream.stack.DataDirectory;
import io.pinstream.stack.Installation;
import io.pinstream.stack.lake.IcebergTables;
import io.pinstream.stack.lake.Lake;
import io.pinstream.stack.lake.LakeOfRun;
import io.pinstream.stack.lake.Retention;
import io.pinstream.stack.lake.TableMaintenance;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * What a lake is like to read after a day: as many commits, one after the other without the
 * waiting.
 */
@Command(
    name = "lake-day",
    description = {
      "Commits posts to the four tables as the sink does in so many hours, with maintenance every ten minutes of them, and times ./pinstream sql then.",
      "The clock is simulated: a commit follows the last one at once."
    })
final class LakeDayBenchmark implements Callable<Integer> {
  private static final Duration FIRST_LOOK = Duration.ofMinutes(5);
  private static final Duration FIRST_INTERVAL = Duration.ofSeconds(5);
  private static final Duration MAINTENANCE = Duration.ofMinutes(10);
  private static final Duration KEEP = Duration.ofMinutes(15);

  @Mixin DirectoryOptions directory;

  @Option(names = "--hours", defaultValue = "24", description = "Default: ${DEFAULT-VALUE}")
  int hours;

  @Option(
      names = "--rate",
      defaultValue = "20",
      description = "Posts a second. Default: ${DEFAULT-VALUE}")
  int rate;

  @Option(
      names = "--interval",
      defaultValue = "60",
      description =
          "Seconds from commit to commit, after the first five minutes. Default: ${DEFAULT-VALUE}")
  int interval;

  @Option(
      names = "--maintain",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description = "Whether the tables are maintained. Default: ${DEFAULT-VALUE}")
  boolean maintain;

  @Option(
      names = "--queries",
      defaultValue = "5",
      description = "How often ./pinstream sql is timed. Default: ${DEFAULT-VALUE}")
  int queries;

  private long maintenanceNanos;
  private long longestNanos;

  @Override
  public Integer call() throws Exception {
    var installation = Installation.ofSystemProperty();
    try (var data = DataDirectory.claim(directory.path)) {
      var run = data.run();
      LakeOfRun.create(installation, run, "day", "http://unused", "http://unused", false);
      long started = System.nanoTime();
      try (var tables =
          IcebergTables.open(LakeOfRun.catalogFile(run), run.resolve("object-store"))) {
        var day = new LakeDay(installation, tables);
        commitAll(day, tables);
        System.out.printf(
            Locale.ROOT,
            "%,d posts, %,d commits to each table, simulated %d h in %.0f s; maintenance %.1f s in all, %.1f s at most%n",
            day.posts(),
            day.commits(),
            hours,
            seconds(System.nanoTime() - started),
            seconds(maintenanceNanos),
            seconds(longestNanos));
        report(tables);
      }
    }
    time(installation.home(), "select category, count(*) from post group by all order by 2 desc");
    time(installation.home(), "select count(*) from pin");
    return 0;
  }

  private void commitAll(LakeDay day, IcebergTables tables) throws IOException {
    // When, by the wall's clock, each simulated moment was: snapshots know that time only.
    var moments = new ArrayDeque<Moment>();
    var clock = Duration.ZERO;
    var nextMaintenance = MAINTENANCE;
    while (clock.compareTo(Duration.ofHours(hours)) < 0) {
      var step = clock.compareTo(FIRST_LOOK) < 0 ? FIRST_INTERVAL : Duration.ofSeconds(interval);
      clock = clock.plus(step);
      day.commit((int) (rate * step.toSeconds()));
      moments.add(new Moment(clock, Instant.now()));
      if (maintain && clock.compareTo(nextMaintenance) >= 0) {
        nextMaintenance = nextMaintenance.plus(MAINTENANCE);
        while (moments.peek().simulated().compareTo(clock.minus(KEEP)) < 0) {
          moments.remove();
        }
        maintain(tables, new Retention(moments.peek().real(), Instant.EPOCH));
      }
    }
  }

  private record Moment(Duration simulated, Instant real) {}

  private void maintain(IcebergTables tables, Retention retention) {
    long started = System.nanoTime();
    for (var relation : Lake.RELATIONS) {
      new TableMaintenance(tables.table(relation).orElseThrow()).run(retention);
    }
    long nanos = System.nanoTime() - started;
    maintenanceNanos += nanos;
    longestNanos = Math.max(longestNanos, nanos);
  }

  private static void report(IcebergTables tables) {
    int files = 0;
    for (var relation : Lake.RELATIONS) {
      var table = tables.table(relation).orElseThrow();
      int live = new TableMaintenance(table).liveFiles();
      int snapshots = 0;
      for (var unused : table.snapshots()) {
        snapshots++;
      }
      var summary = table.currentSnapshot().summary();
      System.out.printf(
          Locale.ROOT,
          "%-4s %,10d rows  %,6d live data files of %,5d MB  %,6d snapshots%n",
          relation,
          Long.parseLong(summary.get("total-records")),
          live,
          Long.parseLong(summary.get("total-files-size")) >> 20,
          snapshots);
      files += live;
    }
    System.out.printf(Locale.ROOT, "all  %,d live data files%n", files);
  }

  private void time(Path home, String query) throws IOException, InterruptedException {
    var seconds = new double[queries];
    for (int i = 0; i < queries; i++) {
      long started = System.nanoTime();
      var process =
          new ProcessBuilder(
                  home.resolve("pinstream").toString(),
                  "sql",
                  "--data-dir",
                  directory.path.toString(),
                  query)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      if (process.waitFor() != 0) {
        throw new IllegalStateException("./pinstream sql failed");
      }
      seconds[i] = seconds(System.nanoTime() - started);
    }
    Arrays.sort(seconds);
    System.out.printf(
        Locale.ROOT,
        "./pinstream sql \"%s\": median %.2f s, slowest %.2f s of %d%n",
        query,
        seconds[queries / 2],
        seconds[queries - 1],
        queries);
  }

  private static double seconds(long nanos) {
    return nanos / 1e9;
  }
}
