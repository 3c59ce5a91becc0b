// SPDX-License-Identifier: Apache-2.0
package io.pinstream.bench.stack;

import io.pinstream.stack.StackException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** Deletes, at the end, the topics that were made since the beginning, so that none pile up. */
final class TopicsSince implements AutoCloseable {
  private final String bootstrapServers;
  private final Set<String> before;

  TopicsSince(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
    this.before = ask(admin -> admin.listTopics().names().get());
  }

  private interface Request<T> {
    T send(Admin admin) throws ExecutionException, InterruptedException;
  }

  private <T> T ask(Request<T> request) {
    try (var admin =
        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
      return request.send(admin);
    } catch (ExecutionException e) {
      throw new StackException("the broker answered: " + e.getCause().getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackException("interrupted while deleting topics", e);
    }
  }

  @Override
  public void close() {
    ask(
        admin -> {
          var made = admin.listTopics().names().get();
          made.removeAll(before);
          return admin.deleteTopics(made).all().get();
        });
  }
}
