// SPDX-License-Identifier: Apache-2.0
/**
 * The connector: settings, tasks, positions, records.
 *
 * <p>What Connect calls: {@code JdbcSampleSourceConnector} to check settings and to deal streams to
 * tasks, on a thread of the herder or of a REST request; {@code JdbcSampleSourceTask} on the task's
 * thread. Settings: {@code Settings} takes them from the page that declares them; {@code
 * SourceConfig} reads them; {@code SettingsCheck} says what does not fit together, {@code JdbcUrl}
 * what a URL gives away; {@code SourceOffset} is what is kept of each stream, and what users may
 * set.
 *
 * <p>A task: {@code TaskShare} is the streams dealt to it; {@code start} makes a {@link
 * io.pinstream.connect.source.database.PostReader}, which reads on threads of its own; {@code poll}
 * takes its posts, waits for the moment that a {@link io.pinstream.connect.source.pace.Pacer}
 * names, and has {@code RecordFactory} make records of them. {@code TaskProgress} counts, on the
 * task's thread; JMX reads it on others, by {@code TaskMetricsMXBean}.
 *
 * <p>This package knows {@code database}, {@code sampling} and {@code pace}, and none of them knows
 * it; {@code database} and {@code pace} know {@code sampling}.
 */
package io.pinstream.connect.source;
