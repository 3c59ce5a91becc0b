// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.soak;

/** The kinds of faults, in the order from which a plan draws them: a new one goes to the end. */
enum FaultKind {
  WORKER_KILLED("one of two workers killed"),
  WORKERS_KILLED("both workers killed"),
  BROKER_KILLED("broker killed"),
  APP_KILLED("one of two apps killed"),
  APPS_KILLED("both apps killed"),
  DATABASE_KILLED("database killed"),
  OBJECT_STORE_KILLED("object store killed"),
  WORKER_PAUSED("one of two workers paused"),
  BROKER_PAUSED("broker paused"),
  APP_PAUSED("one of two apps paused"),
  DATABASE_PAUSED("database paused"),
  OBJECT_STORE_PAUSED("object store paused"),
  RESTARTS("several restarted in any order"),
  DATABASE_LINE_CUT("worker to database cut"),
  DATABASE_LINE_SLOW("worker to database slow"),
  DATABASE_LINE_RESET("worker to database reset"),
  BROKER_LINE_CUT("app to broker cut"),
  BROKER_LINE_SLOW("app to broker slow"),
  BROKER_LINE_RESET("app to broker reset"),
  BROKER_DISK_FULL("broker's disk full"),
  APP_DISK_FULL("app's disk full"),
  PLUGINS_REPLACED("plugins replaced, worker by worker"),
  APP_CLOCK_JUMPS("app's clock an hour off"),
  WORKER_CLOCK_JUMPS("worker's clock an hour off");

  private final String title;

  FaultKind(String title) {
    this.title = title;
  }

  /** What tables and messages call it. */
  String title() {
    return title;
  }
}
