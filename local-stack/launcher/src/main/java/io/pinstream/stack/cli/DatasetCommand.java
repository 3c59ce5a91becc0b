// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.cli;

import io.pinstream.msk.DatabaseOptions;
import io.pinstream.stack.dataset.DatasetLoader;
import io.pinstream.stack.dataset.PinterestDataset;
import io.pinstream.stack.demo.Screen;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./pinstream dataset}. */
@Command(
    name = "dataset",
    mixinStandardHelpOptions = true,
    versionProvider = Pinstream.Version.class,
    sortOptions = false,
    description =
        "Makes the tables pinterest_data, geolocation_data and user_data in a database of yours and fills them.")
final class DatasetCommand implements Callable<Integer> {
  @ArgGroup(exclusive = false, multiplicity = "1")
  private DatabaseOptions database;

  @Option(
      names = "--rows",
      paramLabel = "N",
      defaultValue = "11154",
      description = "Rows of each table. Default: ${DEFAULT-VALUE}.")
  private int rows;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "100",
      description = "The same seed gives the same rows. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(names = "--replace", description = "Drop tables of these names that are there already.")
  private boolean replace;

  @Override
  public Integer call() {
    var progress = new Screen(System.err, Boolean.getBoolean("pinstream.terminal.err"));
    new DatasetLoader(database.url(), database.user(), database.password())
        .load(new PinterestDataset(seed, rows), replace, progress::rowsLoaded);
    progress.clear();
    System.out.printf(
        Locale.ROOT, "%,d rows in each of the three tables of %s%n", rows, database.url());
    return 0;
  }
}
