// SPDX-License-Identifier: Apache-2.0
/**
 * The stack under faults. {@code Soak} starts it with two workers, two instances of the app and
 * {@code HurtfulSurroundings} ({@code TcpProxy}, {@code SmallDisk}, {@code FakeClock}), lets posts
 * flow as the demo does, and has strike what {@code FaultPlan} says: a function of a seed and of
 * the minutes alone. {@code Faults} has a {@code Fault} for each {@code FaultKind} that can be had
 * on this machine: {@code Outage}, {@code Passing}, {@code FullDisk}, {@code NewPlugins}. After
 * each, everything has to go on; {@code GapWatch} measures how long that took, {@code FaultRecord}
 * keeps it by kind. An {@code Operator} starts again what is documented to need one, at the {@code
 * OperatedWorkers}, and any other failed task ends the soak.
 *
 * <p>In the end {@code Demo} waits until all is counted, and {@code SoakComparison} holds the
 * topics ({@code TopicContents}) and the answers against the {@code ExpectedPosts} of {@code demo}.
 * {@code SoakReport} is what is printed.
 *
 * <p>Called by {@code cli}. One thread does it all but for measuring, operating and for what
 * proxies do.
 */
package io.pinstream.stack.soak;
