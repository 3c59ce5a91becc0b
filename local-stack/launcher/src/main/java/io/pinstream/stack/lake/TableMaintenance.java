// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.lake;

import io.pinstream.stack.StackException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.ManifestFiles;
import org.apache.iceberg.ReachableFileUtil;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.actions.BinPackRewriteFilePlanner;
import org.apache.iceberg.actions.RewriteDataFilesCommitManager;
import org.apache.iceberg.actions.RewriteFileGroup;
import org.apache.iceberg.data.GenericFileWriterFactory;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.formats.FormatModelRegistry;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.OutputFileFactory;
import org.apache.iceberg.io.RollingDataWriter;
import org.apache.iceberg.io.SupportsPrefixOperations;

/**
 * Compaction, snapshot expiry and orphan files of one table, as Spark's procedures do them, without
 * Spark: Iceberg's own planner picks the files, its readers and writers copy the rows, its commits
 * put one set of files in another's place. Commits of a sink go on meanwhile.
 */
public final class TableMaintenance {
  /** In a snapshot's summary: where the sink was in its control topic, which it reads back. */
  private static final String SINK_POSITION = "kafka.connect.offsets.";

  private final Table table;

  public TableMaintenance(Table table) {
    this.table = table;
  }

  /**
   * What was done.
   *
   * @param table its name
   * @param filesBefore live data files before
   * @param filesAfter live data files after
   * @param expired snapshots that went
   * @param orphans files that went because no snapshot knew them
   */
  public record Report(String table, int filesBefore, int filesAfter, int expired, int orphans) {}

  /** Does all three, in the order in which each makes work for the next. */
  public Report run(Retention retention) {
    int filesBefore = liveFiles();
    compact();
    int expired = expireSnapshots(retention);
    int orphans = deleteOrphans(retention);
    return new Report(table.name(), filesBefore, liveFiles(), expired, orphans);
  }

  /** How many data files a reader of the newest snapshot opens. */
  public int liveFiles() {
    table.refresh();
    try (var files = table.newScan().planFiles()) {
      return (int) StreamSupport.stream(files.spliterator(), false).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void compact() {
    if (table.currentSnapshot() == null) {
      return;
    }
    long snapshot = table.currentSnapshot().snapshotId();
    var planner = new BinPackRewriteFilePlanner(table, Expressions.alwaysTrue(), snapshot, false);
    // Sizes are the table's own: write.target-file-size-bytes.
    planner.init(Map.of());
    var commits = new RewriteDataFilesCommitManager(table, snapshot);
    try (var groups = planner.plan().groups()) {
      for (var group : groups) {
        group.setOutputFiles(rewritten(group));
        commits.commitOrClean(Set.of(group));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Set<DataFile> rewritten(RewriteFileGroup group) throws IOException {
    var first = group.fileScanTasks().get(0);
    var output =
        OutputFileFactory.builderFor(table, 0, 0)
            .format(FileFormat.PARQUET)
            .operationId("compaction-" + UUID.randomUUID())
            .build();
    var writers =
        new GenericFileWriterFactory.Builder(table).dataFileFormat(FileFormat.PARQUET).build();
    var writer =
        new RollingDataWriter<Record>(
            writers,
            output,
            table.io(),
            group.maxOutputFileSize(),
            first.spec(),
            first.file().partition());
    try (writer) {
      for (var task : group.fileScanTasks()) {
        try (var rows = rows(task)) {
          rows.forEach(writer::write);
        }
      }
    }
    return new HashSet<>(writer.result().dataFiles());
  }

  private CloseableIterable<Record> rows(FileScanTask task) {
    if (!task.deletes().isEmpty()) {
      throw new StackException(
          "%s has row-level deletes, which are not applied here: compact it with Spark's rewrite_data_files."
              .formatted(table.name()));
    }
    return FormatModelRegistry.<Record, Object>readBuilder(
            task.file().format(), Record.class, table.io().newInputFile(task.file().location()))
        .project(table.schema())
        .build();
  }

  private int expireSnapshots(Retention retention) {
    table.refresh();
    long since = retention.snapshotsSince().toEpochMilli();
    for (var snapshot = table.currentSnapshot(); snapshot != null; snapshot = parent(snapshot)) {
      if (snapshot.summary().keySet().stream().anyMatch(name -> name.startsWith(SINK_POSITION))) {
        since = Math.min(since, snapshot.timestampMillis());
        break;
      }
    }
    var expiry = table.expireSnapshots().expireOlderThan(since).retainLast(1);
    int expired = expiry.apply().size();
    if (expired > 0) {
      expiry.commit();
    }
    return expired;
  }

  private Snapshot parent(Snapshot snapshot) {
    return snapshot.parentId() == null ? null : table.snapshot(snapshot.parentId());
  }

  private int deleteOrphans(Retention retention) {
    // Listed before the table is read: a file that is committed in between is known by then.
    var old = new ArrayList<String>();
    long since = retention.orphansSince().toEpochMilli();
    for (var file : ((SupportsPrefixOperations) table.io()).listPrefix(table.location())) {
      if (file.createdAtMillis() < since) {
        old.add(file.location());
      }
    }
    if (old.isEmpty()) {
      return 0;
    }
    table.refresh();
    old.removeAll(known());
    old.forEach(table.io()::deleteFile);
    return old.size();
  }

  /** Every file that the table's metadata names, whatever snapshot needs it. */
  private Set<String> known() {
    var known = new HashSet<>(ReachableFileUtil.metadataFileLocations(table, false));
    known.addAll(ReachableFileUtil.manifestListLocations(table));
    known.addAll(ReachableFileUtil.statisticsFilesLocations(table));
    for (var snapshot : table.snapshots()) {
      for (var manifest : snapshot.allManifests(table.io())) {
        if (known.add(manifest.path())) {
          known.addAll(paths(ManifestFiles.readPaths(manifest, table.io(), table.specs())));
        }
      }
    }
    return known;
  }

  private static List<String> paths(CloseableIterable<String> paths) {
    try (paths) {
      return StreamSupport.stream(paths.spliterator(), false).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
