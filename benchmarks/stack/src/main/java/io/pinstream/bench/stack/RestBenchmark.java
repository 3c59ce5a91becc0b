// SPDX-License-Identifier: Apache-2.0
package io.pinstream.bench.stack;

import io.pinstream.stack.DataDirectory;
import io.pinstream.stack.Installation;
import io.pinstream.stack.StackException;
import io.pinstream.stack.process.ChildProcesses;
import io.pinstream.stack.process.FreePorts;
import io.pinstream.stack.service.KraftBroker;
import io.pinstream.stack.service.RestProcess;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * How much the REST proxy takes beside a broker on the same machine, as the demo runs both, with
 * its clients there too; and what a bare producer writes in its place.
 */
@Command(
    name = "rest",
    description = "Records that are posted to the REST proxy, a second, beside a bare producer.")
final class RestBenchmark implements Callable<Integer> {
  private static final String BARE = "bare producer";
  private static final String BARE_WAITING = "bare producer, one record at a time";

  @Mixin DirectoryOptions directory;

  @Option(
      names = "--batch-clients",
      defaultValue = "4",
      description = "Clients that post batches. Default: ${DEFAULT-VALUE}")
  int batchClients;

  @Option(
      names = "--batch",
      defaultValue = "100",
      description = "Rows of a batch. Default: ${DEFAULT-VALUE}")
  int batch;

  @Option(
      names = "--clients",
      defaultValue = "16",
      description = "Clients that post one row a request. Default: ${DEFAULT-VALUE}")
  int clients;

  @Option(
      names = "--batch-records",
      defaultValue = "300000",
      description = "Records of a stretch of batches, after as many. Default: ${DEFAULT-VALUE}")
  long batchRecords;

  @Option(
      names = "--records",
      defaultValue = "50000",
      description = "Records of a stretch of single ones, after as many. Default: ${DEFAULT-VALUE}")
  long records;

  @Option(
      names = "--rounds",
      defaultValue = "3",
      description = "How often each is measured. Default: ${DEFAULT-VALUE}")
  int rounds;

  private Installation installation;
  private DataDirectory data;
  private ChildProcesses children;
  private KraftBroker broker;
  private int turns;

  /** One turn: measures on a topic of its own. */
  private interface Contender {
    Stretch run(String userId);
  }

  @Override
  public Integer call() {
    installation = Installation.ofSystemProperty();
    data = DataDirectory.claim(directory.path);
    children =
        new ChildProcesses(
            crashed -> {
              throw new StackException(crashed.lastWords());
            });
    Runtime.getRuntime().addShutdownHook(new Thread(children::close));
    try {
      broker = KraftBroker.start(installation, data, children);
      measure();
      return 0;
    } finally {
      children.close();
      data.close();
    }
  }

  private void measure() {
    var contenders = new LinkedHashMap<String, Contender>();
    contenders.put(BARE, user -> bare(user, 1, false, batchRecords));
    contenders.put(
        "proxy, batches of " + batch, user -> proxy(user, batchClients, batch, batchRecords));
    contenders.put(BARE_WAITING, user -> bare(user, clients, true, records));
    contenders.put("proxy, one record a request", user -> proxy(user, clients, 1, records));
    var results = new Results(System.out, "records");
    var names = new ArrayList<>(contenders.keySet());
    for (var round = 0; round < rounds; round++) {
      for (var name : names) {
        results.add(name, contenders.get(name).run("rest-" + turns++));
      }
      Collections.reverse(names);
    }
    results.summary(List.of(BARE, BARE_WAITING));
  }

  private Stretch bare(String userId, int threads, boolean waits, long count) {
    var topic = userId + ".pin";
    try (var meter = meter(userId, Map.of("clients", ProcessHandle.current().pid()));
        var producer = new BareProducer(broker.bootstrapServers(), topic, threads, waits)) {
      var stretch = meter.measure(count, count);
      producer.check();
      return stretch;
    }
  }

  private Stretch proxy(String userId, int threads, int rows, long count) {
    var proxy =
        RestProcess.start(
            installation,
            data,
            broker.bootstrapServers(),
            userId,
            FreePorts.find(1).get(0),
            Map.of(),
            children);
    try (var meter =
            meter(
                userId,
                Map.of("proxy", proxy.process().pid(), "clients", ProcessHandle.current().pid()));
        var posting = new PostingClients(proxy.url(), userId + ".pin", threads, rows)) {
      var stretch = meter.measure(count, count);
      posting.check();
      return stretch;
    } finally {
      proxy.close();
    }
  }

  private TopicMeter meter(String userId, Map<String, Long> processes) {
    var all = new LinkedHashMap<>(processes);
    all.put("broker", broker.process().pid());
    return new TopicMeter(
        broker.bootstrapServers(), List.of(userId + ".pin"), SourceTurns.PARTITIONS, all);
  }
}
