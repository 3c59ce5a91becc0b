// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.instances;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pinstream.streams.live.NewestPosts;
import io.pinstream.streams.live.NewestPosts.Arrival;
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

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<List<Arrival>> ARRIVALS = new TypeReference<>() {};
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

  /** What other instances are told. */
  public List<Arrival> own() {
    return own.arrivals();
  }

  private AllInstances.Told<List<Arrival>> arrivals(Duration timeout) {
    return instances.ask(PATH, timeout, this::own, json -> JSON.readValue(json, ARRIVALS));
  }
}
