// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.instances;

import io.pinstream.streams.post.PostFilter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.streams.KeyQueryMetadata;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.HostInfo;

/** The posts of all partitions, wherever they are. */
public final class ClusterPosts {
  /** A page has no more posts once they have so many bytes together: it is built in memory. */
  public static final long PAGE_BYTES = 8 * 1024 * 1024;

  /**
   * What was found.
   *
   * @param post empty if there is no such post
   * @param fromCopy whether a standby copy was read, which may be a little behind
   */
  public record Found(Optional<JsonPost> post, boolean fromCopy) {}

  private final Supplier<Instances> instances;
  private final Supplier<LocalPosts> own;
  private final PeerClient peers;

  public ClusterPosts(Supplier<Instances> instances, Supplier<LocalPosts> own, PeerClient peers) {
    this.instances = instances;
    this.own = own;
    this.peers = peers;
  }

  /**
   * A post. If the instance that has it does not answer, those that have a copy are asked.
   *
   * @throws InstanceException if nobody can tell right now
   */
  public Found get(long index) {
    Instances current = instances.get();
    KeyQueryMetadata place = current.whereIs(index);
    RuntimeException ownerFails;
    try {
      return new Found(ask(current, place.activeHost(), index, place.partition(), false), false);
    } catch (InstanceException | InvalidStateStoreException e) {
      ownerFails = e;
    }
    for (HostInfo copy : place.standbyHosts()) {
      try {
        return new Found(ask(current, copy, index, place.partition(), true), true);
      } catch (InstanceException | InvalidStateStoreException e) {
        ownerFails.addSuppressed(e);
      }
    }
    throw ownerFails;
  }

  /** The path under which an instance tells which rows of a post have not come. */
  public static String missingPath(String index, String partition) {
    return "/instance/missing/" + index + "/" + partition;
  }

  /**
   * The tables whose row of a post has not come, {@code pin}, {@code geo}, {@code user}.
   *
   * @throws InstanceException if its partition can't be asked right now
   */
  public List<String> missing(long index) {
    Instances current = instances.get();
    KeyQueryMetadata place = current.whereIs(index);
    if (current.isSelf(place.activeHost())) {
      return own.get().missing(index, place.partition());
    }
    String path = missingPath(Long.toString(index), Integer.toString(place.partition()));
    return PeerClient.await(peers.ask(place.activeHost(), path))
        .map(text -> new String(text, StandardCharsets.UTF_8))
        .filter(text -> !text.isEmpty())
        .map(text -> List.of(text.split(",", -1)))
        .orElse(List.of());
  }

  /**
   * Posts of all partitions by index.
   *
   * @param from only this index and those above
   * @param limit at most so many; fewer where they are large, or where few pass
   * @param filter which
   * @throws InstanceException if a partition can't be asked right now; a list without its posts
   *     would be wrong
   */
  public PostPage page(long from, int limit, PostFilter filter) {
    Instances current = instances.get();
    Map<HostInfo, CompletableFuture<Optional<byte[]>>> answers = new LinkedHashMap<>();
    Set<Integer> here = Set.of();
    for (Map.Entry<HostInfo, Set<Integer>> owner : current.owners().entrySet()) {
      if (current.isSelf(owner.getKey())) {
        here = owner.getValue();
      } else {
        String partitions =
            owner.getValue().stream().map(String::valueOf).collect(Collectors.joining(","));
        String path =
            "/instance/posts?partitions="
                + partitions
                + "&from="
                + from
                + "&limit="
                + limit
                // An older instance takes no filter, and must refuse one.
                + (filter.equals(PostFilter.ALL) ? "&after=" + before(from) : filter.query());
        answers.put(owner.getKey(), peers.ask(owner.getKey(), path));
      }
    }
    List<PostPage> pages = new ArrayList<>();
    pages.add(own.get().page(here, from, limit, PAGE_BYTES, filter));
    answers.forEach((instance, answer) -> pages.add(read(instance, PeerClient.await(answer))));
    return PostPage.of(pages, limit, PAGE_BYTES);
  }

  private static long before(long index) {
    return index == Long.MIN_VALUE ? index : index - 1;
  }

  private static PostPage read(HostInfo instance, Optional<byte[]> page) {
    return page.map(PostPage::read)
        .orElseThrow(
            () ->
                new InstanceException(
                    InstanceException.Cause.INSTANCE_FAILS,
                    "the instance at " + instance + " does not list posts; is it older?"));
  }

  private Optional<JsonPost> ask(
      Instances current, HostInfo instance, long index, int partition, boolean copy) {
    if (current.isSelf(instance)) {
      return own.get().get(index, partition, copy);
    }
    String path = "/instance/posts/" + index + "?partition=" + partition + "&copy=" + copy;
    return PeerClient.await(peers.ask(instance, path)).map(json -> new JsonPost(index, json));
  }
}
