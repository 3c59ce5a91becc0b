// SPDX-License-Identifier: Apache-2.0
package io.pinstream.rest.connect;

import static io.pinstream.rest.config.ConnectorSettings.PREDICATES;
import static io.pinstream.rest.config.ConnectorSettings.TRANSFORMS;

import io.pinstream.connect.transforms.UncleanException;
import io.pinstream.rest.config.InvalidSettingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.transforms.Transformation;
import org.apache.kafka.connect.transforms.predicates.Predicate;

/** A transform, and the predicate that says which records it is for, set as in a connector. */
final class TransformStage {
  private final String alias;
  private final Transformation<SourceRecord> transform;
  private final Predicate<SourceRecord> predicate;
  private final boolean negate;

  private TransformStage(
      String alias,
      Transformation<SourceRecord> transform,
      Predicate<SourceRecord> predicate,
      boolean negate) {
    this.alias = alias;
    this.transform = transform;
    this.predicate = predicate;
    this.negate = negate;
  }

  /**
   * The stages that the settings name, in their order.
   *
   * @throws InvalidSettingException if a setting is wrong, or belongs to no stage
   */
  static List<TransformStage> of(Map<String, String> settings) throws InvalidSettingException {
    List<String> aliases = names(settings, TRANSFORMS);
    List<String> predicates = names(settings, PREDICATES);
    rejectStray(settings, TRANSFORMS, aliases);
    rejectStray(settings, PREDICATES, predicates);
    List<TransformStage> stages = new ArrayList<>();
    for (String alias : aliases) {
      stages.add(stage(settings, alias, predicates));
    }
    return List.copyOf(stages);
  }

  private static List<String> names(Map<String, String> settings, String setting)
      throws InvalidSettingException {
    String value = settings.getOrDefault(setting, "").strip();
    List<String> names = value.isEmpty() ? List.of() : Arrays.asList(value.split("\\s*,\\s*", -1));
    Set<String> different = new HashSet<>(names);
    if (different.contains("") || different.size() < names.size()) {
      throw new InvalidSettingException(setting + " is " + value + "; expected names, each once");
    }
    return names;
  }

  private static void rejectStray(Map<String, String> settings, String list, List<String> names)
      throws InvalidSettingException {
    for (String setting : settings.keySet()) {
      if (setting.startsWith(list + ".")
          && names.stream().noneMatch(name -> setting.startsWith(list + "." + name + "."))) {
        throw new InvalidSettingException(
            "Unknown configuration \"" + setting + "\": " + list + " names only " + names);
      }
    }
  }

  @SuppressWarnings("unchecked") // A transform of any record is one of source records.
  private static TransformStage stage(
      Map<String, String> settings, String alias, List<String> predicates)
      throws InvalidSettingException {
    String prefix = TRANSFORMS + "." + alias + ".";
    Transformation<SourceRecord> transform =
        Plugin.make(settings, prefix + "type", Transformation.class);
    Map<String, String> own = Plugin.withPrefix(settings, prefix);
    own.remove("type");
    String predicateAlias = own.remove("predicate");
    boolean negate = Boolean.parseBoolean(own.remove("negate"));
    Plugin.check(transform.config(), own, prefix);
    Plugin.configure(prefix, () -> transform.configure(own));
    return new TransformStage(
        alias,
        transform,
        predicateAlias == null ? null : predicate(settings, alias, predicateAlias, predicates),
        negate);
  }

  @SuppressWarnings("unchecked")
  private static Predicate<SourceRecord> predicate(
      Map<String, String> settings, String transform, String alias, List<String> known)
      throws InvalidSettingException {
    if (!known.contains(alias)) {
      throw new InvalidSettingException(
          TRANSFORMS
              + "."
              + transform
              + ".predicate is "
              + alias
              + "; expected one of "
              + known
              + ", which "
              + PREDICATES
              + " names");
    }
    String prefix = PREDICATES + "." + alias + ".";
    Predicate<SourceRecord> predicate = Plugin.make(settings, prefix + "type", Predicate.class);
    Map<String, String> own = Plugin.withPrefix(settings, prefix);
    own.remove("type");
    Plugin.check(predicate.config(), own, prefix);
    Plugin.configure(prefix, () -> predicate.configure(own));
    return predicate;
  }

  /**
   * The record after this stage.
   *
   * @throws UncleanRowException if the transform can't take it, or drops it
   */
  SourceRecord apply(SourceRecord record) throws UncleanRowException {
    SourceRecord transformed;
    try {
      if (predicate != null && negate == predicate.test(record)) {
        return record;
      }
      transformed = transform.apply(record);
    } catch (UncleanException e) {
      throw new UncleanRowException(
          new Unclean(e.field().orElse(null), "expected " + e.expected(), e.getMessage()), e);
    } catch (RuntimeException e) {
      throw new UncleanRowException(
          new Unclean(null, null, "transform " + alias + ": " + e.getMessage()), e);
    }
    if (transformed == null) {
      throw new UncleanRowException(
          new Unclean(null, null, "transform " + alias + " drops this row"), null);
    }
    return transformed;
  }

  void close() {
    transform.close();
    if (predicate != null) {
      predicate.close();
    }
  }
}
