// SPDX-License-Identifier: Apache-2.0
package io.pinstream.msk;

import java.io.PrintStream;

/** Says what happens, and in a dry run what would. */
final class Narrator {
  private final PrintStream out;
  private final boolean dryRun;

  Narrator(PrintStream out, boolean dryRun) {
    this.out = out;
    this.dryRun = dryRun;
  }

  void say(String line) {
    out.println(line);
  }

  /** Makes a call that changes something in the account, unless this is a dry run. */
  void change(String call, Runnable action) {
    if (dryRun) {
      out.println("would call " + call);
    } else {
      out.println(call);
      action.run();
    }
  }

  /** Names a call that only looks; a dry run makes it too. */
  void look(String call) {
    if (dryRun) {
      out.println("calls " + call);
    }
  }

  boolean isDryRun() {
    return dryRun;
  }
}
