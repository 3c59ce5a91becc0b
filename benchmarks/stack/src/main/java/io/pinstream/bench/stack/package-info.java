// SPDX-License-Identifier: Apache-2.0
/**
 * {@code benchmarks/run}: everything that is measured on a running stack. {@code Benchmarks} puts
 * the commands together; each runs on the main thread and ends the processes that it has started.
 *
 * <p>The commands: {@code SourceBenchmark}, {@code TableSizeBenchmark}, {@code
 * FirstRecordBenchmark}, {@code MemoryBenchmark}; {@code JoinBenchmark}, {@code
 * JoinStateBenchmark}; {@code LatencyBenchmark}, {@code LoadBenchmark}; {@code LakeDayBenchmark} of
 * a {@code LakeDay}; {@code RestBenchmark}. Options they share: {@code DirectoryOptions}, {@code
 * TurnOptions}, {@code StretchOptions}, {@code PeerOptions}.
 *
 * <p>What they measure: {@code SourceTurns} of a source in a {@code BenchmarkStack} with a {@code
 * BenchmarkPlugin}; {@code JoinTurns} of each {@code JoinContender} ({@code JoinContenders}) on the
 * same topics, with {@code ChangedPins}, judged by {@code JoinedPosts}; {@code PostingClients} that
 * post {@code PostedPins}, each on a thread. Beside them: {@code BareProducer}, {@code
 * ProducerPerformance} with {@code SampledPayloads}. How: {@code TopicMeter} over a {@code
 * Stretch}, {@code LiveHeap}, {@code ResidentMemory}, {@code TopicsSince}; {@code Results} keeps
 * and prints it.
 */
package io.pinstream.bench.stack;
