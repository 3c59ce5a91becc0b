// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.soak;

import io.pinstream.stack.service.ChildService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Ends several services in one order, as {@code TERM} does, and starts them in another. */
record Restarts(List<? extends ChildService> services) implements Fault {

  @Override
  public void strike(Duration length, Random chance) throws InterruptedException {
    var ending = new ArrayList<>(services);
    Collections.shuffle(ending, chance);
    var ended = new ArrayList<>(ending.subList(0, 2 + chance.nextInt(services.size() - 1)));
    ended.forEach(ChildService::close);
    Collections.shuffle(ended, chance);
    Starting.all(ended, length.toMillis() / ended.size());
  }
}
