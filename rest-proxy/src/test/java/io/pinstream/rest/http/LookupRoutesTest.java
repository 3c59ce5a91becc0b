// SPDX-License-Identifier: Apache-2.0
package io.pinstream.rest.http;

import static io.pinstream.rest.RawRows.pin;
import static io.pinstream.rest.RawRows.records;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pinstream.rest.Cluster;
import io.pinstream.rest.Proxy;
import io.pinstream.rest.Proxy.Answer;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LookupRoutesTest {
  private static Cluster cluster;
  private static Proxy proxy;

  @BeforeAll
  static void start() throws Exception {
    cluster = new Cluster();
    cluster.createInputs("ada", 2);
    cluster.create("ada.post", 1, Map.of());
    proxy = new Proxy(cluster.servers(), "ada", Map.of());
  }

  @AfterAll
  static void stop() {
    proxy.close();
    cluster.close();
  }

  @Test
  void topicsAreThoseThatCallersMaySee() throws Exception {
    Answer answer = proxy.get("/test/topics");
    assertThat(answer.type()).isEqualTo("application/vnd.kafka.v2+json");
    assertThat(answer.json().toString()).isEqualTo("[\"ada.geo\",\"ada.pin\",\"ada.user\"]");
  }

  @Test
  void aTopicHasSettingsAndPartitions() throws Exception {
    JsonNode topic = proxy.get("/topics/ada.pin").json();
    assertThat(topic.get("name").asText()).isEqualTo("ada.pin");
    assertThat(topic.get("configs").get("cleanup.policy").asText()).isEqualTo("delete");
    assertThat(topic.get("partitions")).hasSize(2);
    JsonNode partition = proxy.get("/topics/ada.pin/partitions/1").json();
    assertThat(partition).isEqualTo(topic.get("partitions").get(1));
    assertThat(partition.toString())
        .isEqualTo(
            "{\"partition\":1,\"leader\":0,\"replicas\":[{\"broker\":0,\"leader\":true,\"in_sync\":true}]}");
    assertThat(proxy.get("/topics/ada.pin/partitions").json()).isEqualTo(topic.get("partitions"));
  }

  @Test
  void aPartitionHasOffsets() throws Exception {
    proxy.post("/topics/ada.pin/partitions/1", records(pin(1)));
    assertThat(proxy.get("/topics/ada.pin/partitions/1/offsets").json().toString())
        .isEqualTo("{\"beginning_offset\":0,\"end_offset\":1}");
  }

  @Test
  void brokersHaveNumbers() throws Exception {
    assertThat(proxy.get("/brokers").json().toString()).isEqualTo("{\"brokers\":[0]}");
    assertThat(proxy.get("/").json().toString()).isEqualTo("{}");
  }

  @ParameterizedTest
  @CsvSource({
    "/topics/ada.post, 40401",
    "/topics/nothing, 40401",
    "/topics/a%20b, 40401",
    "/topics/ada.pin/partitions/2, 40402",
    "/topics/ada.pin/partitions/one, 40402",
    "/topics/ada.pin/partitions/2/offsets, 40402",
    "/nothing/at/all, 404"
  })
  void whatIsNotThereIsNotFound(String path, int code) throws Exception {
    Answer answer = proxy.get(path);
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.json().get("error_code").asInt()).isEqualTo(code);
  }

  @Test
  void whatRowsBecameIsCounted() throws Exception {
    proxy.post("/topics/ada.user", records(pin(1)));
    assertThat(proxy.get("/metrics").response().body())
        .containsPattern(
            Pattern.quote("pinstream_rest_rows_total{result=\"refused\",topic=\"ada.user\"} 1.0"))
        .contains("kafka_producer_record_send_total", "jvm_memory_used_bytes");
  }

  @Test
  void theDocumentNamesEveryRoute() throws Exception {
    JsonNode paths = proxy.get("/openapi.json").json().get("paths");
    assertThat(paths.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "/",
            "/topics",
            "/topics/{topic}",
            "/topics/{topic}/partitions",
            "/topics/{topic}/partitions/{partition}",
            "/topics/{topic}/partitions/{partition}/offsets",
            "/brokers",
            "/streams",
            "/streams/{stream}",
            "/streams/{stream}/record",
            "/streams/{stream}/records",
            "/streams/record",
            "/streams/records",
            "/healthz",
            "/readyz",
            "/metrics",
            "/openapi.json");
    // No route of the document is answered as a path that the proxy does not know.
    for (var path : paths.properties()) {
      for (String method : (Iterable<String>) path.getValue()::fieldNames) {
        Answer answer = proxy.ask(method, path.getKey().replaceAll("[{}]", ""));
        assertThat(answer.response().body())
            .as("%s %s", method, path.getKey())
            .doesNotContain("HTTP 404", "HTTP 405");
      }
    }
  }
}
