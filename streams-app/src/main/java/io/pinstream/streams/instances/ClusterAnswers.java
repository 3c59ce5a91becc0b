// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.instances;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pinstream.streams.answers.LocalCounts;
import io.pinstream.streams.answers.Question;
import io.pinstream.streams.answers.QuestionSum;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The answers over all partitions: this instance's own counts and those of the others. */
public final class ClusterAnswers {
  /** The path under which an instance tells whether its counts have changed. */
  public static final String VERSION_PATH = "/instance/answers/version";

  private final LocalCounts own;
  private final AllInstances instances;
  // Versions count from the start of a process, and another may follow at the same address.
  private final UUID process = UUID.randomUUID();
  private final Map<Question, Flight> flights = new EnumMap<>(Question.class);

  /** The last time that a question was answered, guarded by its monitor. */
  private static final class Flight {
    private long start;
    // Those who read it hold it, and nobody longer: it may have all users of all partitions.
    private Reference<QuestionSum> sum = new WeakReference<>(null);
    private long failedAt;
    private RuntimeException failure;
  }

  public ClusterAnswers(LocalCounts own, AllInstances instances) {
    this.own = own;
    this.instances = instances;
    for (Question question : Question.values()) {
      flights.put(question, new Flight());
    }
  }

  /** The path under which an instance tells its sum over some of its partitions. */
  public static String path(String question, String partitions) {
    return "/instance/answers/" + question + "/" + partitions;
  }

  /**
   * The question's sum over all partitions, to be read only. It is made once for all who wait for
   * it, after the last of them has asked. What fails while they wait fails for all of them.
   *
   * @throws InstanceException if a partition can't be asked right now; an answer over fewer would
   *     be wrong
   */
  public QuestionSum sum(Question question) {
    long asked = System.nanoTime();
    Flight flight = flights.get(question);
    synchronized (flight) {
      if (flight.failure != null && flight.failedAt - asked >= 0) {
        throw flight.failure;
      }
      QuestionSum sum = flight.sum.get();
      if (sum == null || flight.start - asked <= 0) {
        flight.start = System.nanoTime();
        flight.failure = null;
        try {
          sum = collect(question);
        } catch (RuntimeException e) {
          flight.failedAt = System.nanoTime();
          flight.failure = e;
          throw e;
        }
        flight.sum = new WeakReference<>(sum);
      }
      return sum;
    }
  }

  private QuestionSum collect(Question question) {
    return instances.askOwners(
        PeerClient.TIMEOUT,
        partitions -> path(Integer.toString(question.number()), partitions),
        here -> ownSum(question, here),
        QuestionSum::add);
  }

  /**
   * The question's sum over some of this instance's partitions.
   *
   * @throws InstanceException if one of them is not counted here
   */
  public QuestionSum ownSum(Question question, Set<Integer> partitions) {
    return own.sum(question, partitions).orElseThrow(() -> notCounted(partitions));
  }

  /**
   * Checks that this instance can sum up its partitions as another one knows them.
   *
   * @throws InstanceException if one of them is not counted here, or another one is: whoever was
   *     silent for a while does not know yet what it has lost, and would count it too
   */
  public void checkAsked(Set<Integer> partitions) {
    Set<Integer> counted = own.partitions();
    if (!counted.containsAll(partitions)) {
      throw notCounted(partitions);
    }
    if (!partitions.containsAll(counted)) {
      throw new InstanceException(
          InstanceException.Cause.PARTITIONS_MOVE,
          "of the partitions "
              + counted
              + " that are here, only "
              + partitions
              + " were asked for: they have just moved. Ask again in a few seconds.");
    }
  }

  private static InstanceException notCounted(Set<Integer> partitions) {
    return new InstanceException(
        InstanceException.Cause.PARTITIONS_MOVE,
        "not all of the partitions "
            + partitions
            + " are counted yet: they are being restored. Ask again in a few seconds.");
  }

  /**
   * Changes whenever an answer may have changed, on whichever instance.
   *
   * @throws InstanceException if a partition can't be asked right now
   */
  public Object version() {
    return version(PeerClient.TIMEOUT);
  }

  /** Likewise, waiting for each instance no longer than this. */
  public Object version(Duration timeout) {
    return instances.askOwners(
        timeout,
        partitions -> VERSION_PATH,
        here -> new ArrayList<>(List.of(ownVersion())),
        (versions, version) -> versions.add(new String(version, UTF_8)));
  }

  /** Changes whenever one of this instance's counts may have changed. */
  public String ownVersion() {
    return process + ":" + own.version();
  }
}
