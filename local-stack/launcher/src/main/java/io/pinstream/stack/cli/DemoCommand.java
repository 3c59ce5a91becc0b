// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.cli;

import io.pinstream.msk.DatabaseOptions;
import io.pinstream.stack.Emulation;
import io.pinstream.stack.Life;
import io.pinstream.stack.LocalStack;
import io.pinstream.stack.StackException;
import io.pinstream.stack.StackOptions;
import io.pinstream.stack.demo.Demo;
import io.pinstream.stack.demo.Screen;
import io.pinstream.stack.demo.Summary;
import io.pinstream.stack.service.ExternalDatabase;
import io.pinstream.stack.service.S3SinkArchive;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./pinstream demo}. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    versionProvider = Pinstream.Version.class,
    sortOptions = false,
    description = {
      "Starts the whole pipeline on this machine and lets posts flow through it until Ctrl-C.",
      "With --posts N --once it emits N posts, checks that every one arrived everywhere, and ends."
    })
final class DemoCommand implements Callable<Integer> {
  private static final double DEFAULT_RATE = 10;
  private static final double DEFAULT_ONCE_RATE = 300;
  // While JVMs warm up, a full rate is a backlog: what is asked for with --rate is obeyed
  // nevertheless.
  private static final Duration RAMP = Duration.ofSeconds(20);
  private static final Pattern USER_ID = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}");
  private static final Pattern RANGE = Pattern.compile("(\\d+)\\.\\.(\\d+)");

  enum Order {
    random,
    shuffle,
    sequential,
    python
  }

  @Option(
      names = "--posts",
      paramLabel = "N",
      description = "Emit N posts and no more. Default: go on for ever.")
  private Long posts;

  @Option(
      names = "--once",
      description = "With --posts: end when all of them have been joined, stored and checked.")
  private boolean once;

  @Option(
      names = "--user-id",
      paramLabel = "U",
      defaultValue = "pinstream",
      description = "The prefix of the topics. Default: ${DEFAULT-VALUE}.")
  private String userId;

  @Option(
      names = "--rate",
      paramLabel = "R",
      description =
          "Posts per second, 0 for as fast as it goes. Default: 10, and 300 with --once, reached after 20 s.")
  private Double rate;

  @Option(
      names = "--order",
      paramLabel = "ORDER",
      defaultValue = "shuffle",
      description =
          "Which row comes next: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}, every row once a round.")
  private Order order;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "100",
      description = "The same seed gives the same rows and posts. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--range",
      paramLabel = "LOW..HIGH",
      description = "Draw from these indexes only, both ends included.")
  private String range;

  @Option(
      names = "--life",
      negatable = true,
      description =
          "Let users edit and delete posts, too, and networks resend, delay and garble them. Default: without --once, and not for --order python.")
  private Boolean life;

  @Option(
      names = "--tasks",
      paramLabel = "N",
      defaultValue = "1",
      description = "Tasks of the source connector. Default: ${DEFAULT-VALUE}.")
  private int tasks;

  @Option(
      names = "--rows",
      paramLabel = "N",
      defaultValue = "11154",
      description = "Rows to generate for the demo's own database. Default: ${DEFAULT-VALUE}.")
  private int rows;

  @ArgGroup(exclusive = false)
  private DatabaseOptions database;

  @Option(
      names = "--s3-sink-zip",
      paramLabel = "ZIP",
      description =
          "Write the lake with Confluent's S3 sink from the archive you downloaded, as JSON objects in the original's layout. Default: Iceberg tables.")
  private Path s3SinkArchive;

  @Option(
      names = "--http-port",
      paramLabel = "P",
      defaultValue = "0",
      description = "Port of the Streams app. Default: a free one.")
  private int httpPort;

  @Option(
      names = "--rest-port",
      paramLabel = "P",
      description =
          "Start the REST proxy too, which takes what the original's scripts post, on this port; 0 for a free one.")
  private Integer restPort;

  @Mixin private DataDirectoryOption dataDirectory;

  @Option(names = "--keep", description = "With --once: stay up after the summary until Ctrl-C.")
  private boolean keep;

  @Option(
      names = "--json",
      description =
          "With --once: the summary as one JSON object, the only line of standard output.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    validate();
    var screen =
        new Screen(
            json ? System.err : System.out,
            Boolean.getBoolean(json ? "pinstream.terminal.err" : "pinstream.terminal.out"));
    var stack = LocalStack.create(stackOptions(), screen);
    var running = new AtomicReference<Demo>();
    var ending =
        new Thread(
            () -> {
              if (running.get() != null) {
                screen.say(running.get().soFar());
              }
              screen.say("ending ...");
              stack.close();
            },
            "end-stack");
    Runtime.getRuntime().addShutdownHook(ending);
    try {
      screen.say("logs in " + stack.logs());
      stack.start();
      try (var demo = Demo.start(stack, emulation(), screen)) {
        screen.say(whereToLook(stack));
        if (!once) {
          running.set(demo);
          demo.runForEver();
        }
        return finish(demo.runOnce(), screen);
      }
    } catch (StackException e) {
      if (Thread.currentThread().isInterrupted() || isEnding()) {
        return 1;
      }
      throw e;
    } finally {
      if (!isEnding()) {
        stack.close();
      }
    }
  }

  private Integer finish(Summary summary, Screen screen) throws InterruptedException {
    screen.say(summary.toText());
    if (json) {
      System.out.println(summary.toJson());
    }
    if (keep) {
      screen.say("Staying up until Ctrl-C.");
      new CountDownLatch(1).await();
    }
    return summary.ok() ? 0 : 1;
  }

  static boolean isEnding() {
    try {
      var probe = new Thread(() -> {});
      Runtime.getRuntime().addShutdownHook(probe);
      Runtime.getRuntime().removeShutdownHook(probe);
      return false;
    } catch (IllegalStateException e) {
      return true;
    }
  }

  private void validate() {
    require(!once || posts != null, "--once needs --posts N: how many posts to emit and check");
    require(posts == null || posts > 0, "--posts must be 1 or more");
    require(posts == null || posts <= Integer.MAX_VALUE, "--posts must be 2147483647 or less");
    require(rate == null || rate >= 0, "--rate must be 0 (as fast as it goes) or more");
    require(tasks > 0, "--tasks must be 1 or more");
    require(rows > 0, "--rows must be 1 or more");
    require(httpPort >= 0 && httpPort <= 65_535, "--http-port must be 0 to 65535");
    require(
        restPort == null || (restPort >= 0 && restPort <= 65_535),
        "--rest-port must be 0 to 65535");
    require(once || !keep, "--keep goes with --once");
    require(once || !json, "--json goes with --once: there is no summary without an end");
    require(
        !isLively() || order != Order.python,
        "--life does not go with --order python: the script's earlier draws can't be looked up");
    require(
        !once || !isLively() || database == null,
        "--life with --once goes with the demo's own database: of another one it is not known what must be there");
    require(
        !once || !isLively() || order != Order.random || tasks == 1,
        "--life with --once and --order random goes with one task: with several it is left open which version of a post comes last");
    require(
        USER_ID.matcher(userId).matches(),
        "--user-id must be letters, digits, '.', '_' or '-', 100 at most: it begins the topics' names");
    if (range != null) {
      var bounds = RANGE.matcher(range);
      require(
          bounds.matches() && Long.parseLong(bounds.group(1)) <= Long.parseLong(bounds.group(2)),
          "--range must be LOW..HIGH, such as 0..11000, with LOW no greater than HIGH");
    }
    if (s3SinkArchive != null) {
      require(
          Files.isRegularFile(s3SinkArchive),
          "--s3-sink-zip " + s3SinkArchive + " is not a file: give the archive you downloaded");
      require(
          S3SinkArchive.isOne(s3SinkArchive),
          "--s3-sink-zip %s holds no lib/kafka-connect-s3-*.jar: give confluentinc-kafka-connect-s3-<version>.zip as you downloaded it"
              .formatted(s3SinkArchive));
    }
  }

  private void require(boolean met, String message) {
    if (!met) {
      throw new ParameterException(spec.commandLine(), message);
    }
  }

  private StackOptions stackOptions() {
    var options =
        StackOptions.defaults(dataDirectory.path(), userId)
            .withHttpPort(httpPort)
            .withRows(rows)
            .withSeed(seed);
    if (database != null) {
      options =
          options.withDatabase(
              new ExternalDatabase(database.url(), database.user(), database.password()));
    }
    if (restPort != null) {
      options = options.withRestPort(restPort);
    }
    return s3SinkArchive == null ? options : options.withS3Sink(s3SinkArchive);
  }

  private boolean isLively() {
    return life == null ? !once && order != Order.python : life;
  }

  private Emulation emulation() {
    return new Emulation(
        order.name(),
        seed,
        Optional.ofNullable(range),
        rate != null ? rate : once ? DEFAULT_ONCE_RATE : DEFAULT_RATE,
        Optional.ofNullable(posts),
        tasks,
        isLively() ? Life.SOME : Life.NONE,
        rate != null ? Duration.ZERO : RAMP);
  }

  private static String whereToLook(LocalStack stack) {
    return """

        broker          %s
        Connect REST    %s
        bucket          %s   (%s; ask it with ./pinstream sql "select ...")
        Streams app     %s
        %s"""
        .formatted(
            stack.broker().bootstrapServers(),
            stack.worker().url(),
            stack.objectStore().bucketFolder(),
            stack.lake().name(),
            stack.streams().url(),
            stack.rest().map(proxy -> "REST proxy      " + proxy.url() + "\n").orElse(""));
  }
}
