// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.soak;

import io.pinstream.stack.LocalStack;
import io.pinstream.stack.StackException;
import io.pinstream.stack.connect.ConnectClient;
import io.pinstream.stack.connect.ConnectorStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The workers of a stack, at which an operator looks each second: at any of them that answers. */
final class OperatedWorkers implements Operator.Connect, AutoCloseable {
  private static final long LOOK_MILLIS = 1_000;

  private final LocalStack stack;
  private final List<ConnectClient> clients;
  private final Operator operator = new Operator(this);
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private volatile RuntimeException failure;

  private OperatedWorkers(LocalStack stack) {
    this.stack = stack;
    clients = stack.workers().stream().map(worker -> new ConnectClient(worker.url())).toList();
  }

  /** Has an operator look from here on. */
  @SuppressWarnings("FutureReturnValueIgnored") // look() lets nothing through
  static OperatedWorkers start(LocalStack stack) {
    var workers = new OperatedWorkers(stack);
    workers.clock.scheduleWithFixedDelay(
        workers::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    return workers;
  }

  private void look() {
    try {
      operator.look(System.nanoTime());
    } catch (RuntimeException e) {
      if (failure == null) {
        failure = e;
      }
    }
  }

  Operator operator() {
    return operator;
  }

  /**
   * Passes if nothing has failed but tasks, which an operator starts again.
   *
   * @throws RuntimeException what else has failed
   */
  void failIfBroken() {
    if (failure != null) {
      throw failure;
    }
  }

  @Override
  public List<ConnectorStatus> connectors() {
    for (var client : clients) {
      try {
        return stack.connectors(client);
      } catch (StackException e) {
        // It is hurt: another.
      }
    }
    return List.of();
  }

  @Override
  public boolean restart(String connector, int task) {
    for (var client : clients) {
      try {
        client.restart(connector, task);
        return true;
      } catch (StackException e) {
        // It is hurt, or they are about to divide the tasks anew.
      }
    }
    return false;
  }

  @Override
  public int written(String words) {
    return stack.workers().stream().mapToInt(worker -> lines(worker.log(), words)).sum();
  }

  private static int lines(Path log, String words) {
    try (var lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
      return Math.toIntExact(lines.filter(line -> line.contains(words)).count());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
