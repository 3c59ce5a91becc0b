// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.instances;

import io.pinstream.streams.post.Post;
import io.pinstream.streams.post.PostFilter;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.KeyQueryMetadata;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.HostInfo;

/**
 * The posts of all partitions, wherever they are.
 *
 * @param own those that are here
 */
public record ClusterPosts(LocalPosts own, AllInstances instances) {
  /** A page has no more posts once they have so many bytes together: it is built in memory. */
  public static final long PAGE_BYTES = 8 * 1024 * 1024;

  /**
   * What was found of a post.
   *
   * @param post what there is of it, perhaps nothing
   * @param fromCopy whether a standby copy was read, which may be a little behind
   */
  public record Found(Post post, boolean fromCopy) {}

  /**
   * A post. If the instance that has it does not answer, those that have a copy are asked.
   *
   * @throws InstanceException if nobody can tell right now
   */
  public Found get(long index) {
    Instances current = instances.running();
    KeyQueryMetadata place = current.whereIs(index);
    RuntimeException ownerFails;
    try {
      return found(current, place.activeHost(), index, place.partition(), false);
    } catch (InstanceException | InvalidStateStoreException e) {
      ownerFails = e;
    }
    for (HostInfo copy : place.standbyHosts()) {
      try {
        Found found = found(current, copy, index, place.partition(), true);
        // The copy may only not have it yet.
        if (found.post().complete()) {
          return found;
        }
      } catch (InstanceException | InvalidStateStoreException e) {
        ownerFails.addSuppressed(e);
      }
    }
    throw ownerFails;
  }

  private Found found(
      Instances current, HostInfo instance, long index, int partition, boolean copy) {
    if (current.isSelf(instance)) {
      return new Found(own.get(index, partition, copy), copy);
    }
    String path = "/instance/posts/" + index + "?partition=" + partition + "&copy=" + copy;
    return instances
        .peers()
        .ask(instance, path, PeerClient.TIMEOUT)
        .read(stored -> new Found(Post.of(index, stored), copy));
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
    List<PostPage> pages =
        instances.askOwners(
            PeerClient.TIMEOUT,
            partitions ->
                "/instance/posts?partitions=%s&from=%s&limit=%s%s"
                    .formatted(partitions, from, limit, filter.query()),
            here -> new ArrayList<>(List.of(own.page(here, from, limit, filter))),
            (all, page) -> all.add(PostPage.read(page)));
    return PostPage.of(pages, limit, PAGE_BYTES);
  }
}
