// SPDX-License-Identifier: Apache-2.0
/**
 * The connector: settings, tasks, positions, records.
 *
 * <p>{@link io.pinstream.connect.source.JdbcSampleSourceConnector} checks settings and deals the
 * virtual streams out; {@link io.pinstream.connect.source.JdbcSampleSourceTask} takes posts from a
 * {@link io.pinstream.connect.source.database.PostReader} when a {@link
 * io.pinstream.connect.source.pace.Pacer} says that they are due. All of it runs on the worker's
 * threads; what talks to the database does not.
 */
package io.pinstream.connect.source;
