// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.transforms;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.helpers.MessageFormatter;

class FailureLogTest {
  private final List<String> lines = new ArrayList<>();
  private long now = TimeUnit.DAYS.toNanos(-1);
  private final FailureLog failures = new FailureLog(collecting(lines), () -> now);

  @Test
  void logsTheFirstAtOnceThenOneAMinuteAtMost() {
    failures.add("a");
    failures.add("b");
    now += TimeUnit.SECONDS.toNanos(59);
    failures.add("c");
    now += TimeUnit.SECONDS.toNanos(1);
    failures.add("d");
    failures.close();

    assertThat(lines)
        .containsExactly(
            "a (failures so far: 1, not logged since the last line: 0)",
            "d (failures so far: 4, not logged since the last line: 2)",
            "Values or records that could not be cleaned: 4");
  }

  @Test
  void saysNothingWhenThereIsNothingToSay() {
    failures.close();

    assertThat(lines).isEmpty();
  }

  private static Logger collecting(List<String> lines) {
    return (Logger)
        Proxy.newProxyInstance(
            Logger.class.getClassLoader(),
            new Class<?>[] {Logger.class},
            (proxy, method, arguments) -> {
              Object[] values =
                  arguments.length == 2 && arguments[1] instanceof Object[] array
                      ? array
                      : new Object[] {arguments[1]};
              lines.add(MessageFormatter.arrayFormat((String) arguments[0], values).getMessage());
              return null;
            });
  }
}
