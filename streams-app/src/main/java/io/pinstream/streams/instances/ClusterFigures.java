// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.instances;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Figures that each instance has of its own and that add up, such as counts and rates. */
public final class ClusterFigures {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<LinkedHashMap<String, Object>> FIGURES =
      new TypeReference<>() {};

  private final String name;
  private final Supplier<Map<String, Object>> own;
  private final OtherInstances others;

  /**
   * Figures of all instances.
   *
   * @param name in the path under which instances tell each other theirs
   * @param own this instance's: numbers, and maps and lists of such, are added up, lists from their
   *     ends; of everything else this instance's own is taken
   * @param others before the streams start there are none: then this instance's own are all
   */
  public ClusterFigures(String name, Supplier<Map<String, Object>> own, OtherInstances others) {
    this.name = name;
    this.own = own;
    this.others = others;
  }

  public String name() {
    return name;
  }

  /** This instance's figures. */
  public Map<String, Object> own() {
    return own.get();
  }

  /**
   * What could be added up.
   *
   * @param sum over the instances that answered, this one among them
   * @param missing why others did not, each in a sentence; empty if all did
   */
  public record Reached(Map<String, Object> sum, List<String> missing) {}

  /** The sums over the instances that answer within this time: for who is told what is missing. */
  public Reached reached(Duration timeout) {
    List<String> missing = new ArrayList<>();
    return new Reached(sum(timeout, e -> missing.add(e.getMessage())), missing);
  }

  /**
   * The sums over all instances.
   *
   * @throws InstanceException if one of them does not answer
   */
  public Map<String, Object> sum() {
    return sum(
        PeerClient.TIMEOUT,
        e -> {
          throw e;
        });
  }

  private Map<String, Object> sum(Duration timeout, Consumer<InstanceException> failed) {
    Collection<CompletableFuture<Optional<byte[]>>> answers = List.of();
    try {
      answers = others.ask("/instance/figures/" + name, timeout).values();
    } catch (InstanceException e) {
      failed.accept(e);
    }
    Map<String, Object> sum = new LinkedHashMap<>(own.get());
    for (CompletableFuture<Optional<byte[]>> answer : answers) {
      try {
        PeerClient.await(answer).ifPresent(figures -> add(sum, figures));
      } catch (InstanceException e) {
        failed.accept(e);
      }
    }
    return sum;
  }

  private static void add(Map<String, Object> sum, byte[] figures) {
    try {
      add(sum, JSON.readValue(figures, FIGURES));
    } catch (IOException e) {
      throw new UncheckedIOException("another instance's figures are not JSON", e);
    }
  }

  private static void add(Map<String, Object> sum, Map<?, ?> figures) {
    figures.forEach((name, value) -> sum.merge((String) name, value, ClusterFigures::added));
  }

  private static Object added(Object one, Object other) {
    if (one instanceof Map<?, ?> map && other instanceof Map<?, ?> otherMap) {
      Map<String, Object> both = new LinkedHashMap<>();
      add(both, map);
      add(both, otherMap);
      return both;
    }
    if (one instanceof Number number && other instanceof Number otherNumber) {
      return one instanceof Double || other instanceof Double
          ? (Object) (number.doubleValue() + otherNumber.doubleValue())
          : (Object) (number.longValue() + otherNumber.longValue());
    }
    if (one instanceof List<?> list && other instanceof List<?> otherList) {
      return list.size() < otherList.size()
          ? addedToEnd(otherList, list)
          : addedToEnd(list, otherList);
    }
    return one;
  }

  private static List<Object> addedToEnd(List<?> longer, List<?> shorter) {
    List<Object> both = new ArrayList<>(longer);
    int offset = longer.size() - shorter.size();
    for (int i = 0; i < shorter.size(); i++) {
      both.set(offset + i, added(both.get(offset + i), shorter.get(i)));
    }
    return both;
  }
}
