// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.soak;

import io.pinstream.stack.LocalStack;
import io.pinstream.stack.service.ChildService;
import io.pinstream.stack.service.ConnectWorker;
import io.pinstream.stack.service.KraftBroker;
import io.pinstream.stack.service.MariaDb;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The faults of a stack that is up, by their kinds.
 *
 * @param missing why those that can't be had here can't
 */
record Faults(Map<FaultKind, Fault> faults, Map<FaultKind, String> missing) {
  private static final String NO_MOUNT = "a small disk can be mounted by root only";
  private static final String NO_LIBRARY =
      "libfaketime is not installed (Debian: apt-get install faketime)";

  static Faults of(LocalStack stack, HurtfulSurroundings around) {
    var broker = (KraftBroker) stack.broker();
    var database = (MariaDb) stack.database();
    var store = stack.objectStore();
    var workers = stack.workers();
    var apps = stack.apps();
    var all =
        Stream.of(workers, apps, List.of(broker, database, store))
            .<ChildService>flatMap(List::stream)
            .toList();
    var faults = new EnumMap<FaultKind, Fault>(FaultKind.class);
    faults.put(FaultKind.WORKER_KILLED, new Death(workers, 1));
    faults.put(FaultKind.WORKERS_KILLED, new Death(workers, workers.size()));
    faults.put(FaultKind.BROKER_KILLED, new Death(List.of(broker), 1));
    faults.put(FaultKind.APP_KILLED, new Death(apps, 1));
    faults.put(FaultKind.APPS_KILLED, new Death(apps, apps.size()));
    faults.put(FaultKind.DATABASE_KILLED, new Death(List.of(database), 1));
    faults.put(FaultKind.OBJECT_STORE_KILLED, new Death(List.of(store), 1));
    faults.put(FaultKind.WORKER_PAUSED, new Pause(workers));
    faults.put(FaultKind.BROKER_PAUSED, new Pause(List.of(broker)));
    faults.put(FaultKind.APP_PAUSED, new Pause(apps));
    faults.put(FaultKind.DATABASE_PAUSED, new Pause(List.of(database)));
    faults.put(FaultKind.OBJECT_STORE_PAUSED, new Pause(List.of(store)));
    faults.put(FaultKind.RESTARTS, new Restarts(all));
    var toDatabase = around.databaseLine();
    faults.put(FaultKind.DATABASE_LINE_CUT, new BrokenLine(toDatabase, TcpProxy.Line.CUT));
    faults.put(FaultKind.DATABASE_LINE_SLOW, new BrokenLine(toDatabase, TcpProxy.Line.SLOW));
    faults.put(FaultKind.DATABASE_LINE_RESET, new BrokenLine(toDatabase, TcpProxy.Line.RESETTING));
    var toBroker = around.brokerLine();
    faults.put(FaultKind.BROKER_LINE_CUT, new BrokenLine(toBroker, TcpProxy.Line.CUT));
    faults.put(FaultKind.BROKER_LINE_SLOW, new BrokenLine(toBroker, TcpProxy.Line.SLOW));
    faults.put(FaultKind.BROKER_LINE_RESET, new BrokenLine(toBroker, TcpProxy.Line.RESETTING));
    faults.put(FaultKind.PLUGINS_REPLACED, new NewPlugins(byProperties(stack)));
    around
        .brokerDisk()
        .ifPresent(disk -> faults.put(FaultKind.BROKER_DISK_FULL, new FullDisk(disk, broker)));
    around
        .appDisk()
        .ifPresent(disk -> faults.put(FaultKind.APP_DISK_FULL, new FullDisk(disk, apps.get(0))));
    around
        .appClock()
        .ifPresent(clock -> faults.put(FaultKind.APP_CLOCK_JUMPS, new ClockJump(clock)));
    around
        .workerClock()
        .ifPresent(clock -> faults.put(FaultKind.WORKER_CLOCK_JUMPS, new ClockJump(clock)));
    var missing = new EnumMap<FaultKind, String>(FaultKind.class);
    for (var kind : FaultKind.values()) {
      if (!faults.containsKey(kind)) {
        missing.put(kind, kind.title().contains("disk") ? NO_MOUNT : NO_LIBRARY);
      }
    }
    return new Faults(faults, missing);
  }

  private static Map<Path, ConnectWorker> byProperties(LocalStack stack) {
    var workers = new TreeMap<Path, ConnectWorker>();
    for (var worker : stack.workers()) {
      var name = worker.log().getFileName().toString().replaceAll("\\.log$", "");
      workers.put(
          stack.logs().resolveSibling(name).resolve("worker.properties").normalize(), worker);
    }
    return workers;
  }
}
