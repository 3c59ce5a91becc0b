// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.lake;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.pinstream.stack.Document;
import io.pinstream.stack.Installation;
import io.pinstream.stack.StackException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.SupportsNamespaces;
import org.apache.iceberg.data.GenericFileWriterFactory;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.encryption.EncryptedFiles;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Maintenance takes files away and no rows, whatever a sink commits meanwhile. */
class TableMaintenanceIT {
  private static final Schema SCHEMA =
      new Schema(
          Types.NestedField.optional(1, "ind", Types.LongType.get()),
          Types.NestedField.optional(
              2, "coordinates", Types.ListType.ofOptional(3, Types.DoubleType.get())),
          Types.NestedField.optional(4, "timestamp", Types.TimestampType.withZone()));

  @TempDir private Path directory;

  private IcebergTables tables;

  @BeforeEach
  void open() {
    tables = IcebergTables.open(directory.resolve("catalog.sqlite"), directory);
    ((SupportsNamespaces) tables.catalog()).createNamespace(IcebergTables.NAMESPACE);
  }

  @AfterEach
  void close() {
    tables.close();
  }

  private Table create() {
    return tables
        .catalog()
        .buildTable(IcebergTables.identifier("post"), SCHEMA)
        .withProperty("write.metadata.delete-after-commit.enabled", "true")
        .withProperty("write.metadata.previous-versions-max", "100")
        .withProperty("commit.retry.num-retries", "20")
        .create();
  }

  /** Commits one file of one row, as the sink does. */
  private void commit(Table table, long index, String position) throws IOException {
    var row = GenericRecord.create(SCHEMA);
    row.setField("ind", index);
    row.setField("coordinates", List.of(index + 0.5, -1.0));
    row.setField("timestamp", Instant.EPOCH.plusSeconds(index).atOffset(ZoneOffset.UTC));
    var writers = new GenericFileWriterFactory.Builder(table).build();
    var file =
        EncryptedFiles.plainAsEncryptedOutput(
            table
                .io()
                .newOutputFile(
                    table.locationProvider().newDataLocation(UUID.randomUUID() + ".parquet")));
    var writer = writers.newDataWriter(file, table.spec(), null);
    try (writer) {
      writer.write(row);
    }
    table
        .newAppend()
        .appendFile(writer.toDataFile())
        .set("kafka.connect.offsets.control.group", position)
        .commit();
  }

  private List<Long> indexes() {
    try (var rows = IcebergGenerics.read(tables.table("post").orElseThrow()).build()) {
      var indexes = new ArrayList<Long>();
      for (Record row : rows) {
        long index = (Long) row.getField("ind");
        assertThat(row.getField("coordinates")).isEqualTo(List.of(index + 0.5, -1.0));
        indexes.add(index);
      }
      indexes.sort(null);
      return indexes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Retention nothing() {
    var soon = Instant.now().plusSeconds(60);
    return new Retention(soon, soon);
  }

  @Test
  void manySmallFilesBecomeOneWithTheSameRows() throws IOException {
    var table = create();
    for (int i = 0; i < 20; i++) {
      commit(table, i, "{\"0\":" + i + "}");
    }
    var report = new TableMaintenance(table).run(nothing());
    assertThat(report.filesBefore()).isEqualTo(20);
    assertThat(report.filesAfter()).isEqualTo(1);
    assertThat(indexes()).isEqualTo(LongStream.range(0, 20).boxed().toList());
    assertThat(parquetFiles())
        .as("the new one, and that of the snapshot that holds the sink's position")
        .hasSizeLessThanOrEqualTo(21);
  }

  @Test
  void theSnapshotThatHoldsTheSinksPositionStays() throws IOException {
    var table = create();
    for (int i = 0; i < 20; i++) {
      commit(table, i, "{\"0\":" + i + "}");
    }
    var report = new TableMaintenance(table).run(nothing());
    assertThat(report.expired()).isEqualTo(19);
    assertThat(table.snapshots())
        .extracting(snapshot -> snapshot.summary().get("kafka.connect.offsets.control.group"))
        .containsExactly("{\"0\":19}", null);
    commit(table, 20, "{\"0\":20}");
    report = new TableMaintenance(table).run(nothing());
    assertThat(report.expired()).isEqualTo(2);
    assertThat(report.filesAfter()).isEqualTo(2);
    assertThat(parquetFiles()).as("files of expired snapshots go").hasSize(2);
  }

  @Test
  void duckDbReadsWhatWasRewritten() throws Exception {
    var table = create();
    for (int i = 0; i < 20; i++) {
      commit(table, i, "{}");
    }
    new TableMaintenance(table).run(nothing());
    var lake = new IcebergLake(null, directory.resolve("catalog.sqlite"), directory);
    try (var connection = DriverManager.getConnection("jdbc:duckdb:");
        var statement = connection.createStatement();
        var row =
            statement.executeQuery(
                "select count(*), sum(ind), sum(coordinates[1]), epoch(max(timestamp)) from "
                    + lake.relations().get("post"))) {
      row.next();
      assertThat(row.getLong(1)).isEqualTo(20);
      assertThat(row.getLong(2)).isEqualTo(190);
      assertThat(row.getDouble(3)).isEqualTo(200);
      assertThat(row.getDouble(4)).isEqualTo(19);
    }
  }

  @Test
  void onlyOldFilesThatNoSnapshotKnowsAreOrphans() throws IOException {
    var table = create();
    commit(table, 0, "{}");
    commit(table, 1, "{}");
    var data = directory.resolve("pinstream/lake/lake/post/data");
    var old = Files.writeString(data.resolve("left-behind.parquet"), "PAR1");
    var young = Files.writeString(data.resolve("to-be-committed.parquet"), "PAR1");
    try (var files = Files.walk(directory.resolve("pinstream"))) {
      for (var file : files.filter(file -> !file.equals(young)).toList()) {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
      }
    }
    var report = new TableMaintenance(table).run(Retention.at(Instant.now()));
    assertThat(report.orphans()).isEqualTo(1);
    assertThat(old).doesNotExist();
    assertThat(young).exists();
    assertThat(indexes()).containsExactly(0L, 1L);
    assertThat(new TableMaintenance(table).run(Retention.at(Instant.now())).orphans()).isZero();
  }

  @Test
  void aSinkCommitsMeanwhile() throws Exception {
    create();
    var sink =
        CompletableFuture.runAsync(
            () -> {
              try (var own = IcebergTables.open(directory.resolve("catalog.sqlite"), directory)) {
                var table = own.table("post").orElseThrow();
                for (int i = 0; i < 120; i++) {
                  commit(table, i, "{\"0\":" + i + "}");
                }
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    int rounds = 0;
    while (!sink.isDone()) {
      new TableMaintenance(tables.table("post").orElseThrow())
          .run(new Retention(Instant.now(), Instant.now().minusSeconds(3600)));
      rounds++;
    }
    sink.get();
    assertThat(rounds).isGreaterThan(2);
    assertThat(indexes()).isEqualTo(LongStream.range(0, 120).boxed().toList());
  }

  @Test
  void anEmptyTableIsLeftAlone() {
    assertThat(new TableMaintenance(create()).run(nothing()))
        .isEqualTo(new TableMaintenance.Report("pinstream.lake.post", 0, 0, 0, 0));
  }

  /** A demo looks after its lake, and somebody asks for it at the same time. */
  @Test
  void twoAtOnceLoseNothingAndSayWhoWasInTheWay() throws Exception {
    var table = create();
    for (int i = 0; i < 40; i++) {
      commit(table, i, "{\"0\":" + i + "}");
    }
    var lake =
        new IcebergLake(
            new Installation(Document.HOME), directory.resolve("catalog.sqlite"), directory);
    var other = CompletableFuture.supplyAsync(() -> maintain(lake));
    assertThat(List.of(maintain(lake), other.get(60, SECONDS)))
        .contains("done")
        .allMatch(end -> end.equals("done") || end.contains("post was rewritten by somebody else"));
    assertThat(indexes()).isEqualTo(LongStream.range(0, 40).boxed().toList());
  }

  private static String maintain(Lake lake) {
    try {
      lake.maintain(nothing());
      return "done";
    } catch (StackException e) {
      return e.getMessage();
    }
  }

  private List<Path> parquetFiles() throws IOException {
    try (var files = Files.walk(directory)) {
      return files.filter(file -> file.toString().endsWith(".parquet")).toList();
    }
  }
}
