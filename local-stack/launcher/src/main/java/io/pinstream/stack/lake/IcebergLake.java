// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.lake;

import io.pinstream.stack.Installation;
import io.pinstream.stack.PropertiesFile;
import io.pinstream.stack.StackException;
import io.pinstream.stack.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.iceberg.CatalogProperties;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.NotFoundException;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.jdbc.JdbcCatalog;

/** Apache Iceberg tables in the bucket, with their catalog in a file beside it. */
public final class IcebergLake implements Lake {
  private final Installation installation;
  private final Path catalogFile;
  private final Path objectStoreFolder;

  /**
   * @param catalogFile the SQLite file that the sink's catalog writes
   * @param objectStoreFolder the folder that holds a folder per bucket
   */
  public IcebergLake(Installation installation, Path catalogFile, Path objectStoreFolder) {
    this.installation = installation;
    this.catalogFile = catalogFile;
    this.objectStoreFolder = objectStoreFolder;
  }

  @Override
  public String name() {
    return "Iceberg tables";
  }

  @Override
  public Map<String, String> sink(Topics topics) {
    var settings =
        new LinkedHashMap<>(PropertiesFile.read(installation.config("local/lake.properties")));
    settings.put("topics", String.join(",", topics.forLake()));
    return settings;
  }

  @Override
  public Map<String, String> relations() {
    var relations = new LinkedHashMap<String, String>();
    if (!catalogFile.toFile().exists()) {
      return relations;
    }
    try (var tables = IcebergTables.open(catalogFile, objectStoreFolder)) {
      for (var relation : RELATIONS) {
        var files = tables.table(relation).map(this::dataFiles).orElse(List.of());
        if (!files.isEmpty()) {
          relations.put(relation, parquet(files));
        }
      }
    }
    return relations;
  }

  @Override
  public List<TableMaintenance.Report> maintain(Retention retention) {
    if (!catalogFile.toFile().exists()) {
      return List.of();
    }
    try (var tables = IcebergTables.open(catalogFile, objectStoreFolder)) {
      return RELATIONS.stream()
          .flatMap(relation -> tables.table(relation).stream())
          .map(table -> maintained(table, retention))
          .toList();
    }
  }

  private static TableMaintenance.Report maintained(Table table, Retention retention) {
    try {
      return new TableMaintenance(table).run(retention);
    } catch (ValidationException | CommitFailedException | NotFoundException e) {
      throw new StackException(
          "%s was rewritten by somebody else meanwhile; a demo that runs on does so every ten minutes. Nothing is lost: try again. %s"
              .formatted(table.name(), e.getMessage()),
          e);
    }
  }

  @Override
  public SparkAccess spark() {
    var catalog = "spark.sql.catalog." + IcebergTables.CATALOG;
    var settings = new LinkedHashMap<String, String>();
    settings.put(catalog, "org.apache.iceberg.spark.SparkCatalog");
    settings.put(catalog + "." + CatalogProperties.CATALOG_IMPL, JdbcCatalog.class.getName());
    IcebergTables.properties(catalogFile, objectStoreFolder)
        .forEach((name, value) -> settings.put(catalog + "." + name, value));
    settings.put("spark.sql.defaultCatalog", IcebergTables.CATALOG);
    return new SparkAccess(settings, List.of(), IcebergTables.identifier("post").toString());
  }

  private List<Path> dataFiles(Table table) {
    var files = new ArrayList<Path>();
    try (var scan = table.newScan().planFiles()) {
      for (var task : scan) {
        if (!task.deletes().isEmpty()) {
          throw new StackException(
              "%s has row-level deletes, which only an Iceberg reader can apply: query it with one."
                  .formatted(table.name()));
        }
        files.add(BucketFolderFileIo.file(objectStoreFolder, task.file().location()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  private static String parquet(List<Path> files) {
    return files.stream()
        .map(file -> "'" + file.toString().replace("'", "''") + "'")
        .collect(Collectors.joining(",", "read_parquet([", "], union_by_name=true)"));
  }
}
