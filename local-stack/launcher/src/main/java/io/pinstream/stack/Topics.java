// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;

/** The topics of one user id. */
public record Topics(String userId) {
  /** The parts of a post, in the order of the joined post. */
  public static final List<String> PARTS = List.of("pin", "geo", "user");

  /** The control topic of the sink that writes the lake's tables. */
  static final String LAKE_CONTROL = "pinstream-lake-control";

  private static final int PARTITIONS = 3;

  /** The topic of a part, of {@code post} or of {@code dlq}. */
  public String of(String suffix) {
    return userId + "." + suffix;
  }

  public String post() {
    return of("post");
  }

  public String deadLetters() {
    return of("dlq");
  }

  /** The three parts and the joined posts: what goes into the lake. */
  public List<String> forLake() {
    return Stream.concat(PARTS.stream(), Stream.of("post")).map(this::of).toList();
  }

  /** Makes the input topics, with equal partitions, and the lake's control topic. */
  void create(String bootstrapServers) {
    try (var admin =
        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
      var topics =
          PARTS.stream()
              .map(part -> new NewTopic(of(part), Optional.of(PARTITIONS), Optional.empty()))
              .collect(Collectors.toList());
      topics.add(new NewTopic(LAKE_CONTROL, Optional.of(1), Optional.empty()));
      admin.createTopics(topics).all().get();
    } catch (ExecutionException e) {
      throw new StackException("the topics could not be made: " + e.getCause().getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackException("interrupted while making the topics", e);
    }
  }
}
