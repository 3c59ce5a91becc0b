// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.soak;

import io.pinstream.stack.service.ChildService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * {@code kill -9}; started again later.
 *
 * @param count how many of them die
 */
record Death(List<? extends ChildService> services, int count) implements Fault {

  @Override
  public void strike(Duration length, Random chance) throws InterruptedException {
    var dying = new ArrayList<>(services);
    Collections.shuffle(dying, chance);
    var dead = dying.subList(0, count);
    dead.forEach(service -> service.process().kill());
    TimeUnit.NANOSECONDS.sleep(length.toNanos());
    Starting.all(dead, 0);
  }
}
