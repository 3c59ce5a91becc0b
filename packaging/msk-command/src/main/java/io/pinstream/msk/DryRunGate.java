// SPDX-License-Identifier: Apache-2.0
package io.pinstream.msk;

import java.io.PrintWriter;

/**
 * Decides whether AWS is changed: makes the calls that change something, or in a dry run only names
 * them, and says what happens.
 */
final class DryRunGate {
  private final PrintWriter out;
  private final boolean dryRun;

  DryRunGate(PrintWriter out, boolean dryRun) {
    this.out = out;
    this.dryRun = dryRun;
  }

  void say(String line) {
    out.println(line);
    out.flush();
  }

  /** Makes a call that changes something in the account, unless this is a dry run. */
  void change(String call, Runnable action) {
    if (dryRun) {
      say("would call " + call);
    } else {
      say(call);
      action.run();
    }
  }

  /** Names a call that only looks; a dry run makes it too. */
  void look(String call) {
    if (dryRun) {
      say("calls " + call);
    }
  }

  boolean isDryRun() {
    return dryRun;
  }
}
