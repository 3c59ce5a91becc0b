// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.instances;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What each instance tells of itself in JSON, such as counts and rates, which add up. */
public final class ClusterFigures {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<LinkedHashMap<String, Object>> FIGURES =
      new TypeReference<>() {};

  private final String name;
  private final Supplier<Map<String, Object>> own;
  private final AllInstances instances;

  /**
   * Figures of all instances.
   *
   * @param name in the path under which instances tell each other theirs
   * @param own this instance's: numbers, and maps and lists of such, are added up, lists from their
   *     ends; of everything else this instance's own is taken
   */
  public ClusterFigures(String name, Supplier<Map<String, Object>> own, AllInstances instances) {
    this.name = name;
    this.own = own;
    this.instances = instances;
  }

  /** The path under which an instance tells its own. */
  public String path() {
    return "/instance/figures/" + name;
  }

  /** This instance's figures. */
  public Map<String, Object> own() {
    return own.get();
  }

  /**
   * The sums over all instances.
   *
   * @throws InstanceException if one of them does not answer
   */
  public Map<String, Object> sum() {
    return sum(ask(PeerClient.TIMEOUT).all());
  }

  /** The sums over the instances that answer within this time, this one among them. */
  public Map<String, Object> reached(Duration timeout) {
    return sum(ask(timeout).by().values());
  }

  /** The same, with {@code missing}: why others did not, each in a sentence. */
  public Map<String, Object> reachedAndMissing(Duration timeout) {
    AllInstances.Told<Map<String, Object>> told = ask(timeout);
    Map<String, Object> sum = sum(told.by().values());
    sum.put("missing", told.silent().values().stream().map(InstanceException::getMessage).toList());
    return sum;
  }

  /** Each instance's figures, this one's first; of one that is away, its problem. */
  public List<Map<String, Object>> each() {
    return each(PeerClient.TIMEOUT);
  }

  /** The same; an instance that does not answer within this time is away. */
  public List<Map<String, Object>> each(Duration timeout) {
    AllInstances.Told<Map<String, Object>> told = ask(timeout);
    List<Map<String, Object>> each = new ArrayList<>(told.by().values());
    told.silent()
        .forEach(
            (instance, why) -> {
              Map<String, Object> away = new LinkedHashMap<>();
              away.put("instance", instance);
              away.put("problem", why.getMessage());
              each.add(away);
            });
    return each;
  }

  private AllInstances.Told<Map<String, Object>> ask(Duration timeout) {
    return instances.ask(path(), timeout, own, figures -> JSON.readValue(figures, FIGURES));
  }

  private static Map<String, Object> sum(Collection<Map<String, Object>> all) {
    Map<String, Object> sum = new LinkedHashMap<>();
    all.forEach(each -> add(sum, each));
    return sum;
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
