// SPDX-License-Identifier: Apache-2.0
package io.pinstream.bench.stack;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/** What was measured: every stretch as it comes, and at the end each contender's median. */
final class Results {
  private final Map<String, List<Stretch>> stretches = new LinkedHashMap<>();
  private final PrintStream out;
  private final String unit;

  /**
   * @param unit what is counted, such as records
   */
  Results(PrintStream out, String unit) {
    this.out = out;
    this.unit = unit;
  }

  /** Notes one stretch of a contender, and prints it. */
  void add(String contender, Stretch stretch) {
    stretches.computeIfAbsent(contender, name -> new ArrayList<>()).add(stretch);
    print(contender, stretch.recordsPerSecond(), stretch.microsPerRecord(), stretch.resident());
  }

  /** Prints every contender's medians, and its rate as a ratio to each reference's. */
  void summary(List<String> references) {
    out.println();
    out.println("medians");
    stretches.forEach((contender, all) -> print(contender, rate(contender), micros(all), Map.of()));
    out.println();
    for (var reference : references) {
      stretches
          .keySet()
          .forEach(
              contender ->
                  out.printf(
                      Locale.ROOT,
                      "%-40s %6.1f %% of the rate of: %s%n",
                      contender,
                      100 * rate(contender) / rate(reference),
                      reference));
      out.println();
    }
  }

  private double rate(String contender) {
    return median(stretches.get(contender), Stretch::recordsPerSecond);
  }

  private static Map<String, Double> micros(List<Stretch> all) {
    var medians = new LinkedHashMap<String, Double>();
    for (var process : new TreeSet<>(all.get(0).processors().keySet())) {
      medians.put(process, median(all, stretch -> stretch.microsPerRecord().get(process)));
    }
    return medians;
  }

  private static double median(List<Stretch> all, ToDoubleFunction<Stretch> figure) {
    var sorted = all.stream().map(figure::applyAsDouble).sorted(Comparator.naturalOrder()).toList();
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (sorted.get(half - 1) + sorted.get(half)) / 2;
  }

  private void print(
      String contender, double rate, Map<String, Double> micros, Map<String, Long> resident) {
    var line =
        new StringBuilder(String.format(Locale.ROOT, "%-40s %,9.0f %s/s", contender, rate, unit));
    micros.forEach(
        (process, spent) ->
            line.append(String.format(Locale.ROOT, "  %s %5.1f us", process, spent)));
    resident.forEach(
        (process, mebibytes) ->
            line.append(String.format(Locale.ROOT, "  %s %,d MiB", process, mebibytes)));
    out.println(line);
  }
}
