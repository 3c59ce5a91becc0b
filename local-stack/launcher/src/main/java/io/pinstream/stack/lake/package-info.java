// SPDX-License-Identifier: Apache-2.0
/**
 * What the sink has written, read back. {@code LakeOfRun} keeps which {@code Lake} a run writes:
 * {@code IcebergLake} or {@code JsonLinesLake}. Each gives the sink its settings, and SQL views of
 * what lies in the bucket, which {@code LakeSession} has DuckDB read.
 *
 * <p>{@code TableMaintenance} keeps {@code IcebergTables} fast, within what {@code Retention}
 * keeps; {@code LakeCommits} counts what was committed to them. {@code BucketFolderFileIo}, with a
 * {@code BucketFolderObject} for each file, lets Iceberg work on the bucket's folder when no object
 * store runs. A session belongs to the thread that opened it.
 */
package io.pinstream.stack.lake;
