// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.instances;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pinstream.streams.live.NewestPosts;
import io.pinstream.streams.live.NewestPosts.Arrival;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The posts that came last, to whichever instance. */
public final class ClusterNewest {
  /** The path under which an instance tells those that came to it. */
  public static final String PATH = "/instance/newest";

  private static final Comparator<Arrival> NEWEST_FIRST =
      Comparator.comparingLong(Arrival::at).reversed();

  private final NewestPosts own;
  private final AllInstances instances;
  private final Map<String, Long> told = new HashMap<>();

  public ClusterNewest(NewestPosts own, AllInstances instances) {
    this.own = own;
    this.instances = instances;
  }

  /**
   * The newest posts as JSON, newest first.
   *
   * @throws InstanceException if an instance does not answer
   */
  public List<byte[]> posts() {
    return arrivals(PeerClient.TIMEOUT).all().stream()
        .flatMap(List::stream)
        .sorted(NEWEST_FIRST)
        .limit(NewestPosts.KEPT)
        .map(Arrival::post)
        .toList();
  }

  /**
   * Those of the newest posts that came since this was asked before, to the instances that answer
   * within this time; what came to the others is told when they do. Of an instance that was not
   * heard of before, all that it has kept is new.
   */
  public synchronized List<byte[]> since(Duration timeout) {
    List<Arrival> arrivals = new ArrayList<>();
    arrivals(timeout)
        .by()
        .forEach(
            (instance, newest) -> {
              long last = newest.isEmpty() ? 0 : newest.get(0).number();
              Long before = told.put(instance, last);
              // An instance that has started anew counts from 1 again.
              long from = before == null || before > last ? 0 : before;
              newest.stream().filter(arrival -> arrival.number() > from).forEach(arrivals::add);
            });
    return arrivals.stream().sorted(NEWEST_FIRST).map(Arrival::post).toList();
  }

  /** What other instances are told: a line for each post, its number, its time, its JSON. */
  public byte[] ownLines() {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    for (Arrival arrival : own.arrivals()) {
      lines.writeBytes((arrival.number() + " " + arrival.at() + " ").getBytes(UTF_8));
      lines.writeBytes(arrival.post());
      lines.write('\n');
    }
    return lines.toByteArray();
  }

  private AllInstances.Told<List<Arrival>> arrivals(Duration timeout) {
    return instances.ask(PATH, timeout, own::arrivals, ClusterNewest::read);
  }

  private static List<Arrival> read(byte[] lines) {
    return new String(lines, UTF_8)
        .lines()
        .map(line -> line.split(" ", 3))
        .map(
            parts ->
                new Arrival(
                    Long.parseLong(parts[0]), Long.parseLong(parts[1]), parts[2].getBytes(UTF_8)))
        .toList();
  }
}
