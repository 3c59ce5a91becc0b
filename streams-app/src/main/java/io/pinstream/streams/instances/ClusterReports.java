// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.instances;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.apache.kafka.streams.state.HostInfo;

/** What each instance says of itself; of one that is away, why. */
public final class ClusterReports {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<LinkedHashMap<String, Object>> REPORT =
      new TypeReference<>() {};

  private final String name;
  private final Supplier<Map<String, Object>> own;
  private final OtherInstances others;

  /**
   * Reports of all instances.
   *
   * @param name in the paths under which instances are asked, and ask each other
   * @param own this instance's
   */
  public ClusterReports(String name, Supplier<Map<String, Object>> own, OtherInstances others) {
    this.name = name;
    this.own = own;
    this.others = others;
  }

  public String name() {
    return name;
  }

  /** The path under which an instance tells its own. */
  public String path() {
    return "/instance/" + name;
  }

  /** This instance's report. */
  public Map<String, Object> own() {
    return own.get();
  }

  /** All instances' reports, this one's first. */
  public List<Map<String, Object>> all() {
    return all(PeerClient.TIMEOUT);
  }

  /** The same; an instance that does not answer within this time is away. */
  public List<Map<String, Object>> all(Duration timeout) {
    Map<HostInfo, CompletableFuture<Optional<byte[]>>> answers;
    try {
      answers = others.ask(path(), timeout);
    } catch (InstanceException e) {
      // While partitions move there is this one's to tell.
      answers = Map.of();
    }
    List<Map<String, Object>> all = new ArrayList<>(List.of(own.get()));
    answers.forEach((instance, answer) -> all.add(read(instance, answer)));
    return all;
  }

  private static Map<String, Object> read(
      HostInfo instance, CompletableFuture<Optional<byte[]>> answer) {
    String problem;
    try {
      Optional<byte[]> report = PeerClient.await(answer);
      if (report.isPresent()) {
        return JSON.readValue(report.get(), REPORT);
      }
      problem = "it does not report; is it older?";
    } catch (IOException | InstanceException e) {
      problem = e.getMessage();
    }
    Map<String, Object> away = new LinkedHashMap<>();
    away.put("instance", instance.host() + ":" + instance.port());
    away.put("problem", problem);
    return away;
  }
}
