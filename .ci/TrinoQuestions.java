// SPDX-License-Identifier: Apache-2.0
import static io.trino.testing.TestingSession.testSessionBuilder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trino.plugin.iceberg.IcebergPlugin;
import io.trino.spi.type.TimeZoneKey;
import io.trino.testing.MaterializedResult;
import io.trino.testing.StandaloneQueryRunner;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Asks Trino, in this process, the questions' files as they are, and compares the rows with those expected. Run by .ci/trino. */
final class TrinoQuestions {
  private TrinoQuestions() {}

  /** Arguments: the catalog's SQLite file, the S3 endpoint, the questions' folder, the output of ./pinstream questions --json. */
  public static void main(String[] arguments) throws IOException {
    var questions = Path.of(arguments[2]);
    var expected = new ObjectMapper().readTree(Path.of(arguments[3]).toFile()).path("answers");
    var session =
        testSessionBuilder()
            .setCatalog("pinstream")
            .setSchema("lake")
            .setTimeZoneKey(TimeZoneKey.UTC_KEY)
            .build();
    int rows = 0;
    try (var trino = new StandaloneQueryRunner(session)) {
      trino.installPlugin(new IcebergPlugin());
      trino.createCatalog("pinstream", "iceberg", catalog(arguments[0], arguments[1]));
      var posts = Files.readString(questions.resolve("posts.sql"));
      for (int question = 1; question <= 8; question++) {
        var statement =
            "with post as (\nselect * from lake.post\nwhere kafka_timestamp < timestamp '2999-01-01 00:00:00 UTC'),\nposts as (\n%s)\n%s"
                .formatted(posts, Files.readString(questions.resolve(question + ".sql")));
        rows += compare(question, trino.execute(session, statement), expected.path(Integer.toString(question)));
      }
    }
    System.out.println("trino: 8 questions, " + rows + " rows, each as DuckDB answers it");
    // Trino's threads are no daemons.
    System.exit(0);
  }

  private static Map<String, String> catalog(String file, String endpoint) {
    var catalog = new HashMap<String, String>();
    catalog.put("iceberg.catalog.type", "jdbc");
    catalog.put("iceberg.jdbc-catalog.catalog-name", "pinstream");
    catalog.put("iceberg.jdbc-catalog.driver-class", "org.sqlite.JDBC");
    catalog.put("iceberg.jdbc-catalog.connection-url", "jdbc:sqlite:" + file);
    catalog.put("iceberg.jdbc-catalog.default-warehouse-dir", "s3://pinstream/lake");
    catalog.put("fs.s3.enabled", "true");
    catalog.put("s3.endpoint", endpoint);
    catalog.put("s3.region", "us-east-1");
    catalog.put("s3.path-style-access", "true");
    catalog.put("s3.aws-access-key", "none");
    catalog.put("s3.aws-secret-key", "none");
    return catalog;
  }

  private static int compare(int question, MaterializedResult found, JsonNode expected) {
    var rows = found.getMaterializedRows();
    for (int i = 0; i < Math.max(rows.size(), expected.size()); i++) {
      var shown = i < rows.size() ? rows.get(i).getFields().toString() : "nothing";
      if (i >= rows.size() || i >= expected.size() || !equal(rows.get(i).getFields(), expected.path(i))) {
        System.err.println("question " + question + ", row " + (i + 1) + ": Trino says " + shown + ", DuckDB " + expected.path(i));
        System.exit(1);
      }
    }
    return rows.size();
  }

  private static boolean equal(java.util.List<Object> found, JsonNode expected) {
    if (found.size() != expected.size()) {
      return false;
    }
    var values = expected.elements();
    for (var value : found) {
      var other = values.next();
      boolean same =
          value instanceof Number number && other.isNumber()
              ? new BigDecimal(number.toString()).compareTo(other.decimalValue()) == 0
              : value == null ? other.isNull() : value.toString().equals(other.asText());
      if (!same) {
        return false;
      }
    }
    return true;
  }
}
