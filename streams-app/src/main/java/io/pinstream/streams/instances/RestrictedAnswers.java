// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.instances;

import io.micrometer.core.instrument.util.NamedThreadFactory;
import io.pinstream.streams.answers.Question;
import io.pinstream.streams.answers.QuestionSum;
import io.pinstream.streams.post.PostFilter;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.streams.state.HostInfo;

/**
 * The answers over those posts of all partitions that pass a filter. Nobody has counted them
 * before: each instance looks through its partitions, in steps of half a second at most, so that
 * none of them looks dead. A connection does not tell that its other end is gone, so whoever waits
 * is told to ask again after some seconds: a look that nobody has asked for since then ends. All
 * who ask the same within some seconds get the same answer.
 */
public final class RestrictedAnswers {
  private static final Duration KEPT = Duration.ofSeconds(5);
  private static final int MAX_KEPT = 64;
  // It is the join's processor time, and the disk's.
  private static final int THREADS = 1;
  private static final int MAX_WAITING = 16;
  // Until an instance at which others looked is asked again.
  private static final Duration BUSY_PAUSE = Duration.ofMillis(200);
  // The page gives up after 15 s, and asks again 3 s later.
  private static final Duration PATIENCE = Duration.ofSeconds(12);

  /**
   * An answer, each row a JSON object.
   *
   * @param leaders of a question that asks for them
   */
  public record Answer(List<byte[]> rows, Optional<List<byte[]>> leaders) {
    public static Answer of(QuestionSum sum) {
      return new Answer(sum.jsonRows(), sum.jsonLeaders());
    }
  }

  private record Asked(Question question, PostFilter filter) {}

  /** An answer that is being looked for, and when somebody asked for it last. */
  private static final class Look {
    final CompletableFuture<Answer> answer = new CompletableFuture<>();
    volatile long askedAt = System.nanoTime();
  }

  /** What is left to look through at one instance. */
  private static final class Walk {
    final HostInfo instance;
    final Deque<Integer> partitions;
    long from = Long.MIN_VALUE;

    Walk(HostInfo instance, Collection<Integer> partitions) {
      this.instance = instance;
      this.partitions = new ArrayDeque<>(partitions);
    }

    /** Adds up what a step found, knows where the next one begins, and whether there is one. */
    boolean step(QuestionSum sum, byte[] found) {
      ByteBuffer buffer = ByteBuffer.wrap(found);
      long end = buffer.getLong();
      byte[] counts = new byte[buffer.remaining()];
      buffer.get(counts);
      sum.add(counts);
      if (end == Long.MAX_VALUE) {
        partitions.remove();
        from = Long.MIN_VALUE;
      } else {
        from = end + 1;
      }
      return !partitions.isEmpty();
    }
  }

  private final LocalPosts own;
  private final AllInstances instances;
  private final Duration patience;
  private final Map<Asked, Look> looks = new ConcurrentHashMap<>();
  private final ExecutorService scans =
      new ThreadPoolExecutor(
          THREADS,
          THREADS,
          0,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(MAX_WAITING),
          new NamedThreadFactory("restricted-answers"));
  private volatile boolean closed;

  public RestrictedAnswers(LocalPosts own, AllInstances instances) {
    this(own, instances, PATIENCE);
  }

  /**
   * Looks for answers.
   *
   * @param patience how long somebody waits before it has to ask again
   */
  RestrictedAnswers(LocalPosts own, AllInstances instances, Duration patience) {
    this.own = own;
    this.instances = instances;
    this.patience = patience;
  }

  /** The path under which an instance tells its sum over the next posts of one partition. */
  public static String path(String question, String partition) {
    return "/instance/restricted/" + question + "/" + partition;
  }

  /**
   * The answer over the posts that pass.
   *
   * @return completes with an {@link InstanceException} if a partition can't be asked, or if it
   *     takes so long that the caller has to say that it still waits, by asking again
   * @throws InstanceException if too many questions wait already
   */
  public CompletableFuture<Answer> answer(Question question, PostFilter filter) {
    Look look;
    try {
      look = looks.computeIfAbsent(new Asked(question, filter), this::start);
    } catch (RejectedExecutionException e) {
      throw new InstanceException(
          InstanceException.Cause.BUSY,
          MAX_WAITING + " restricted questions wait to be answered already; ask again in a while",
          e);
    }
    look.askedAt = System.nanoTime();
    return look.answer
        .copy()
        .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
        .exceptionally(
            error -> {
              throw error instanceof TimeoutException ? stillLooking(error) : failed(error);
            });
  }

  private static InstanceException stillLooking(Throwable cause) {
    return new InstanceException(
        InstanceException.Cause.BUSY,
        "the posts are still being looked through; ask again for the answer",
        cause);
  }

  private static CompletionException failed(Throwable error) {
    return error instanceof CompletionException known ? known : new CompletionException(error);
  }

  private Look start(Asked asked) {
    Look look = new Look();
    var unused =
        look.answer
            .completeAsync(() -> look(asked, look), scans)
            .whenComplete(
                (found, error) -> {
                  boolean kept = error == null && looks.size() <= MAX_KEPT;
                  Executor later =
                      CompletableFuture.delayedExecutor(
                          kept ? KEPT.toMillis() : 0, TimeUnit.MILLISECONDS);
                  later.execute(() -> looks.remove(asked, look));
                });
    return look;
  }

  private Answer look(Asked asked, Look look) {
    checkWaited(look);
    QuestionSum sum = new QuestionSum(asked.question);
    Instances current = instances.running();
    List<Walk> walks = new ArrayList<>();
    current.owners().forEach((owner, partitions) -> walks.add(new Walk(owner, partitions)));
    // The others look through theirs while this one does.
    walks.sort(Comparator.comparing(walk -> current.isSelf(walk.instance)));
    long wentOnAt = System.nanoTime();
    while (!walks.isEmpty()) {
      checkWaited(look);
      Map<Walk, PeerAnswer> steps = new LinkedHashMap<>();
      for (Walk walk : walks) {
        steps.put(
            walk,
            current.isSelf(walk.instance)
                ? ownStep(asked, walk)
                : instances.peers().ask(walk.instance, path(asked, walk), PeerClient.TIMEOUT));
      }
      boolean refused = false;
      for (Map.Entry<Walk, PeerAnswer> step : steps.entrySet()) {
        try {
          step.getValue().read(found -> step.getKey().step(sum, found));
        } catch (InstanceException e) {
          // What was found so far is not lost: the same step is asked for again, for as long as the
          // others who wait for a look can be kept waiting.
          refused = true;
          if (e.why() != InstanceException.Cause.BUSY
              || System.nanoTime() - wentOnAt > patience.toNanos()) {
            throw e;
          }
        }
      }
      if (refused) {
        LockSupport.parkNanos(BUSY_PAUSE.toNanos());
      } else {
        wentOnAt = System.nanoTime();
      }
      walks.removeIf(walk -> walk.partitions.isEmpty());
    }
    return Answer.of(sum);
  }

  /** Ends a look that nobody has asked for since twice the time that somebody waits. */
  private void checkWaited(Look look) {
    if (closed) {
      throw new InstanceException(InstanceException.Cause.PARTITIONS_MOVE, "the app is closing");
    }
    if (System.nanoTime() - look.askedAt > 2 * patience.toNanos()) {
      throw new InstanceException(
          InstanceException.Cause.BUSY, "nobody has asked for the answer for a while; ask again");
    }
  }

  private static String path(Asked asked, Walk walk) {
    return path(
            Integer.toString(asked.question.number()), Integer.toString(walk.partitions.element()))
        + "?from="
        + walk.from
        + asked.filter.query();
  }

  private PeerAnswer ownStep(Asked asked, Walk walk) {
    return new PeerAnswer(
        walk.instance,
        CompletableFuture.supplyAsync(
            () -> own.sum(asked.question, walk.partitions.element(), walk.from, asked.filter),
            Runnable::run));
  }

  /** Ends what is being looked for; nobody is interrupted, for that would close the files. */
  public void close() {
    closed = true;
    scans.shutdown();
  }
}
