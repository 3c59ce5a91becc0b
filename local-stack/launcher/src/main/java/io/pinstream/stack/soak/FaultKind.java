// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.soak;

import java.util.Locale;

/** The kinds of faults, in the order from which a plan draws them: a new one goes to the end. */
enum FaultKind {
  ONE_OF_TWO_WORKERS_KILLED,
  BOTH_WORKERS_KILLED,
  BROKER_KILLED,
  ONE_OF_TWO_APPS_KILLED,
  BOTH_APPS_KILLED,
  DATABASE_KILLED,
  OBJECT_STORE_KILLED,
  ONE_OF_TWO_WORKERS_PAUSED,
  BROKER_PAUSED,
  ONE_OF_TWO_APPS_PAUSED,
  DATABASE_PAUSED,
  OBJECT_STORE_PAUSED,
  SEVERAL_RESTARTED_IN_ANY_ORDER,
  WORKER_TO_DATABASE_CUT,
  WORKER_TO_DATABASE_SLOW,
  WORKER_TO_DATABASE_RESET,
  APP_TO_BROKER_CUT,
  APP_TO_BROKER_SLOW,
  APP_TO_BROKER_RESET,
  DISK_OF_BROKER_FULL,
  DISK_OF_APP_FULL,
  PLUGINS_REPLACED_WORKER_BY_WORKER,
  CLOCK_OF_APP_AN_HOUR_OFF,
  CLOCK_OF_WORKER_AN_HOUR_OFF;

  /** What tables and messages call it. */
  String title() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
