// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.instances;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pinstream.streams.post.PostFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.streams.KeyQueryMetadata;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.HostInfo;

/** The posts of all partitions, wherever they are. */
public final class ClusterPosts {
  /** A page has no more posts once they have so many bytes together: it is built in memory. */
  public static final long PAGE_BYTES = 8 * 1024 * 1024;

  /**
   * What was found of a post.
   *
   * @param told the post's JSON; of one that is not complete the tables whose row has not come,
   *     with commas between them: {@code geo,user}
   * @param fromCopy whether a standby copy was read, which may be a little behind
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Found(byte[] told, boolean fromCopy) {
    /** The post's JSON; empty if it is not complete. */
    public Optional<byte[]> json() {
      return Optional.of(told).filter(post -> post[0] == '{');
    }

    /** The tables whose row of a post that is not complete has not come. */
    public List<String> missing() {
      return List.of(new String(told, UTF_8).split(",", -1));
    }
  }

  private final Supplier<Instances> instances;
  private final PartitionOwners owners;
  private final Supplier<LocalPosts> own;
  private final PeerClient peers;

  public ClusterPosts(Supplier<Instances> instances, Supplier<LocalPosts> own, PeerClient peers) {
    this.instances = instances;
    this.owners = new PartitionOwners(instances, peers);
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
      return found(current, place.activeHost(), index, place.partition(), false);
    } catch (InstanceException | InvalidStateStoreException e) {
      ownerFails = e;
    }
    for (HostInfo copy : place.standbyHosts()) {
      try {
        Found found = found(current, copy, index, place.partition(), true);
        // The copy may only not have it yet.
        if (found.json().isPresent()) {
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
      return own.get().get(index, partition, copy);
    }
    String path = "/instance/posts/" + index + "?partition=" + partition + "&copy=" + copy;
    return peers.ask(instance, path).read(told -> new Found(told, copy));
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
        owners.ask(
            PeerClient.TIMEOUT,
            partitions ->
                "/instance/posts?partitions="
                    + partitions
                    + "&from="
                    + from
                    + "&limit="
                    + limit
                    // An older instance takes no filter, and must refuse one.
                    + (filter.equals(PostFilter.ALL) ? "&after=" + before(from) : filter.query()),
            here -> new ArrayList<>(List.of(own.get().page(here, from, limit, PAGE_BYTES, filter))),
            (all, page) -> all.add(PostPage.read(page)));
    return PostPage.of(pages, limit, PAGE_BYTES);
  }

  private static long before(long index) {
    return index == Long.MIN_VALUE ? index : index - 1;
  }
}
