// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.instances;

import io.pinstream.streams.join.PostTopology;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyQueryMetadata;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.state.HostInfo;

/** Which instance has which partitions, as the last assignment told this one. */
public final class Instances {
  private final KafkaStreams streams;
  private final HostInfo self;
  private final String inputTopic;
  private final int partitions;

  /**
   * The instances of a running app.
   *
   * @param self this instance's {@code application.server}
   * @param inputTopic any of the input topics: its partitions are those of the posts
   * @param partitions how many it has
   */
  public Instances(KafkaStreams streams, String self, String inputTopic, int partitions) {
    this.streams = streams;
    this.self = HostInfo.buildFromEndpoint(self);
    this.inputTopic = inputTopic;
    this.partitions = partitions;
  }

  /** The streams of this instance. */
  public KafkaStreams streams() {
    return streams;
  }

  /** Where the others find this instance, as host:port. */
  public String self() {
    return address(self);
  }

  static String address(HostInfo instance) {
    return instance.host() + ":" + instance.port();
  }

  boolean isSelf(HostInfo instance) {
    return instance.equals(self);
  }

  /**
   * Each instance that has partitions, with these.
   *
   * @throws InstanceException if a partition has no owner
   */
  Map<HostInfo, Set<Integer>> owners() {
    Map<HostInfo, Set<Integer>> owners = new LinkedHashMap<>();
    Set<Integer> ownerless =
        IntStream.range(0, partitions).boxed().collect(Collectors.toCollection(TreeSet::new));
    for (StreamsMetadata instance : all()) {
      for (TopicPartition input : instance.topicPartitions()) {
        if (input.topic().equals(inputTopic) && ownerless.remove(input.partition())) {
          owners
              .computeIfAbsent(instance.hostInfo(), any -> new TreeSet<>())
              .add(input.partition());
        }
      }
    }
    if (!ownerless.isEmpty()) {
      throw new InstanceException(
          InstanceException.Cause.PARTITIONS_MOVE,
          "no instance has partitions "
              + ownerless
              + " right now: they are being assigned. Ask again in a few seconds; if it stays so,"
              + " two instances have the same application.server.");
    }
    return owners;
  }

  /**
   * All other instances that have partitions or copies of some; none while this one's streams don't
   * run.
   */
  List<HostInfo> others() {
    if (!streams.state().isRunningOrRebalancing()) {
      return List.of();
    }
    return all().stream()
        .map(StreamsMetadata::hostInfo)
        .filter(instance -> !isSelf(instance))
        .toList();
  }

  /**
   * Where a post is, if there is one.
   *
   * @throws InstanceException if its partition has no owner
   */
  KeyQueryMetadata whereIs(long index) {
    KeyQueryMetadata place =
        streams.queryMetadataForKey(
            PostTopology.STORE, Long.toString(index), new StringSerializer());
    if (place == null || place.activeHost().equals(HostInfo.unavailable())) {
      throw new InstanceException(
          InstanceException.Cause.PARTITIONS_MOVE,
          "no instance has the partition of post "
              + index
              + " right now: it is being assigned. Ask again in a few seconds.");
    }
    return place;
  }

  private Collection<StreamsMetadata> all() {
    try {
      return streams.metadataForAllStreamsClients();
    } catch (IllegalStateException e) {
      throw new InstanceException(
          InstanceException.Cause.PARTITIONS_MOVE,
          "the streams of this instance are " + streams.state() + "; see /readyz",
          e);
    }
  }
}
