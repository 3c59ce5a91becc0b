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
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.kafka.streams.state.HostInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The posts that came last, to whichever instance. */
public final class ClusterNewest {
  /** The path under which an instance tells those that came to it. */
  public static final String PATH = "/instance/newest";

  private static final Logger LOG = LoggerFactory.getLogger(ClusterNewest.class);
  private static final String HERE = "";
  private static final Comparator<Arrival> NEWEST_FIRST =
      Comparator.comparingLong(Arrival::at).reversed();

  private final NewestPosts own;
  private final OtherInstances others;

  public ClusterNewest(NewestPosts own, OtherInstances others) {
    this.own = own;
    this.others = others;
  }

  /**
   * The newest posts as JSON, newest first.
   *
   * @throws InstanceException if an instance does not answer
   */
  public List<byte[]> posts() {
    return arrivals(
            PeerClient.TIMEOUT,
            e -> {
              throw e;
            })
        .values()
        .stream()
        .flatMap(List::stream)
        .sorted(NEWEST_FIRST)
        .limit(NewestPosts.KEPT)
        .map(Arrival::post)
        .toList();
  }

  /**
   * Those of the newest posts that came since the last time, to the instances that answer within
   * this time; what came to the others is told when they do.
   *
   * @param seen the number of the last one by instance, kept here from one time to the next; of an
   *     instance that is not in it, all that it has kept is new
   */
  public List<byte[]> since(Map<String, Long> seen, Duration timeout) {
    List<Arrival> arrivals = new ArrayList<>();
    arrivals(timeout, e -> LOG.debug("no newest posts from an instance", e))
        .forEach(
            (instance, newest) -> {
              long last = newest.isEmpty() ? 0 : newest.get(0).number();
              Long before = seen.put(instance, last);
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

  private Map<String, List<Arrival>> arrivals(
      Duration timeout, Consumer<InstanceException> failed) {
    Map<HostInfo, CompletableFuture<Optional<byte[]>>> answers = Map.of();
    try {
      answers = others.ask(PATH, timeout);
    } catch (InstanceException e) {
      LOG.debug("no newest posts from others", e);
    }
    Map<String, List<Arrival>> arrivals = new HashMap<>();
    arrivals.put(HERE, own.arrivals());
    answers.forEach(
        (instance, answer) -> {
          try {
            PeerClient.await(answer)
                .ifPresent(lines -> arrivals.put(instance.toString(), read(lines)));
          } catch (InstanceException e) {
            failed.accept(e);
          }
        });
    return arrivals;
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
