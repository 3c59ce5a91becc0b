// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.soak;

import io.pinstream.stack.LocalStack;
import io.pinstream.stack.service.ChildService;
import io.pinstream.stack.service.KraftBroker;
import io.pinstream.stack.service.MariaDb;
import io.pinstream.stack.soak.TcpProxy.Line;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The faults of a stack that is up, by their kinds.
 *
 * @param missing why those that can't be had here can't
 */
record Faults(Map<FaultKind, Fault> faults, Map<FaultKind, String> missing) {
  private static final int HOUR = 3_600;

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
    var toDatabase = around.databaseLine;
    var toBroker = around.brokerLine;
    var faults = new EnumMap<FaultKind, Fault>(FaultKind.class);
    faults.put(FaultKind.ONE_OF_TWO_WORKERS_KILLED, Outage.kill(workers, 1));
    faults.put(FaultKind.BOTH_WORKERS_KILLED, Outage.kill(workers, workers.size()));
    faults.put(FaultKind.BROKER_KILLED, Outage.kill(List.of(broker), 1));
    faults.put(FaultKind.ONE_OF_TWO_APPS_KILLED, Outage.kill(apps, 1));
    faults.put(FaultKind.BOTH_APPS_KILLED, Outage.kill(apps, apps.size()));
    faults.put(FaultKind.DATABASE_KILLED, Outage.kill(List.of(database), 1));
    faults.put(FaultKind.OBJECT_STORE_KILLED, Outage.kill(List.of(store), 1));
    faults.put(FaultKind.ONE_OF_TWO_WORKERS_PAUSED, Passing.pause(workers));
    faults.put(FaultKind.BROKER_PAUSED, Passing.pause(List.of(broker)));
    faults.put(FaultKind.ONE_OF_TWO_APPS_PAUSED, Passing.pause(apps));
    faults.put(FaultKind.DATABASE_PAUSED, Passing.pause(List.of(database)));
    faults.put(FaultKind.OBJECT_STORE_PAUSED, Passing.pause(List.of(store)));
    faults.put(FaultKind.SEVERAL_RESTARTED_IN_ANY_ORDER, Outage.restart(all));
    faults.put(FaultKind.WORKER_TO_DATABASE_CUT, Passing.line(toDatabase, Line.CUT));
    faults.put(FaultKind.WORKER_TO_DATABASE_SLOW, Passing.line(toDatabase, Line.SLOW));
    faults.put(FaultKind.WORKER_TO_DATABASE_RESET, Passing.line(toDatabase, Line.RESETTING));
    faults.put(FaultKind.APP_TO_BROKER_CUT, Passing.line(toBroker, Line.CUT));
    faults.put(FaultKind.APP_TO_BROKER_SLOW, Passing.line(toBroker, Line.SLOW));
    faults.put(FaultKind.APP_TO_BROKER_RESET, Passing.line(toBroker, Line.RESETTING));
    faults.put(FaultKind.PLUGINS_REPLACED_WORKER_BY_WORKER, new NewPlugins(workers));
    var missing = new EnumMap<FaultKind, String>(FaultKind.class);
    around.brokerDisk.ifPresentOrElse(
        disk -> faults.put(FaultKind.DISK_OF_BROKER_FULL, new FullDisk(disk, broker)),
        () -> missing.put(FaultKind.DISK_OF_BROKER_FULL, SmallDisk.MISSING));
    around.appDisk.ifPresentOrElse(
        disk -> faults.put(FaultKind.DISK_OF_APP_FULL, new FullDisk(disk, apps.get(0))),
        () -> missing.put(FaultKind.DISK_OF_APP_FULL, SmallDisk.MISSING));
    around.appClock.ifPresentOrElse(
        clock ->
            faults.put(
                FaultKind.CLOCK_OF_APP_AN_HOUR_OFF, Passing.clock(clock, List.of(HOUR, -HOUR))),
        () -> missing.put(FaultKind.CLOCK_OF_APP_AN_HOUR_OFF, FakeClock.MISSING));
    // Ahead it would end the lake for that hour: Iceberg takes no snapshot that is older than one
    // of
    // the table's by more than a minute.
    around.workerClock.ifPresentOrElse(
        clock ->
            faults.put(FaultKind.CLOCK_OF_WORKER_AN_HOUR_OFF, Passing.clock(clock, List.of(-HOUR))),
        () -> missing.put(FaultKind.CLOCK_OF_WORKER_AN_HOUR_OFF, FakeClock.MISSING));
    return new Faults(faults, missing);
  }
}
