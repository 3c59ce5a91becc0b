// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.lake;

import io.pinstream.stack.service.ObjectStore;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.CatalogProperties;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.jdbc.JdbcCatalog;

/**
 * The tables of the catalog that the sink writes, with their files in the object store's folder.
 */
public final class IcebergTables implements AutoCloseable {
  static final String CATALOG = "pinstream";
  static final Namespace NAMESPACE = Namespace.of("lake");

  private final JdbcCatalog catalog = new JdbcCatalog();

  private IcebergTables(Map<String, String> properties) {
    catalog.initialize(CATALOG, properties);
  }

  /**
   * Opens the catalog; makes it if it is not there.
   *
   * @param catalogFile the SQLite file
   * @param objectStoreFolder the folder that holds a folder per bucket
   */
  public static IcebergTables open(Path catalogFile, Path objectStoreFolder) {
    return new IcebergTables(properties(catalogFile, objectStoreFolder));
  }

  /** What an Iceberg catalog of any engine on this machine needs. */
  static Map<String, String> properties(Path catalogFile, Path objectStoreFolder) {
    return Map.of(
        CatalogProperties.URI,
        url(catalogFile),
        JdbcCatalog.PROPERTY_PREFIX + "schema-version",
        "V1",
        CatalogProperties.WAREHOUSE_LOCATION,
        "s3://" + ObjectStore.BUCKET + "/lake",
        CatalogProperties.FILE_IO_IMPL,
        BucketFolderFileIo.class.getName(),
        BucketFolderFileIo.FOLDER,
        objectStoreFolder.toString());
  }

  /** The catalog's JDBC URL. */
  public static String url(Path catalogFile) {
    // The sink's tasks, its coordinator and maintenance write the file by turns.
    return "jdbc:sqlite:" + catalogFile + "?busy_timeout=10000";
  }

  /** The name of a relation's table in the catalog. */
  public static TableIdentifier identifier(String relation) {
    return TableIdentifier.of(NAMESPACE, relation);
  }

  /** A relation's table, if the sink has made it. */
  public Optional<Table> table(String relation) {
    var identifier = identifier(relation);
    return catalog.tableExists(identifier)
        ? Optional.of(catalog.loadTable(identifier))
        : Optional.empty();
  }

  public Catalog catalog() {
    return catalog;
  }

  @Override
  public void close() {
    catalog.close();
  }
}
