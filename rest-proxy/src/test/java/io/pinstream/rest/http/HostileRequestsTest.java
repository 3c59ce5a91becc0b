// SPDX-License-Identifier: Apache-2.0
package io.pinstream.rest.http;

import static io.pinstream.rest.RawRows.geo;
import static io.pinstream.rest.RawRows.pin;
import static io.pinstream.rest.RawRows.records;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pinstream.rest.Cluster;
import io.pinstream.rest.Proxy;
import io.pinstream.rest.Proxy.Answer;
import io.pinstream.rest.RawClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever comes in, the answer is JSON, says what is wrong, and is 200 only for what is written.
 */
class HostileRequestsTest {
  private static Cluster cluster;
  private static Proxy proxy;

  @BeforeAll
  static void start() throws Exception {
    cluster = new Cluster();
    cluster.createInputs("ada", 1);
    cluster.create("ada.other", 1, Map.of());
    proxy =
        new Proxy(
            cluster.servers(),
            "ada",
            Map.of(
                "topics", "ada[.](pin|geo|user|other)",
                "predicates", "row,table",
                "predicates.table.type",
                    "org.apache.kafka.connect.transforms.predicates.TopicNameMatches",
                "predicates.table.pattern", ".*[.](pin|geo|user)",
                "transforms.clean.predicate", "table"));
  }

  @AfterAll
  static void stop() {
    proxy.close();
    cluster.close();
  }

  private static Answer post(String topic, byte[] body) throws Exception {
    return proxy.send(
        HttpRequest.newBuilder(URI.create(proxy.url() + "/topics/" + topic))
            .header("Content-Type", Proxy.KAFKA_JSON)
            .POST(BodyPublishers.ofByteArray(body)));
  }

  private static String raw(String request) throws IOException {
    try (RawClient client = new RawClient(proxy.url())) {
      client.send(request);
      return client.answer();
    }
  }

  @Test
  void aRequestThatIsBrokenAtAnyByteIsRefusedOrWrittenAndNothingElse() throws Exception {
    byte[] whole = records(geo(7)).getBytes(UTF_8);
    int written = cluster.read("ada.geo").size();
    for (int place = 0; place < whole.length; place++) {
      for (int changed : new int[] {0, '"', '\\', '{', ']', 0xff, whole[place] ^ 0x01}) {
        byte[] body = whole.clone();
        body[place] = (byte) changed;
        written += writtenBy(body);
      }
      written += writtenBy(Arrays.copyOf(whole, place));
    }
    assertThat(cluster.read("ada.geo")).hasSize(written);
  }

  private static int writtenBy(byte[] body) throws Exception {
    Answer answer = post("ada.geo", body);
    assertThat(answer.status()).as(new String(body, UTF_8)).isIn(200, 400, 422);
    assertThat(answer.json()).isNotNull();
    return answer.status() == 200 ? answer.json().get("offsets").size() : 0;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"a\": 1, \"a\": 2} | 400 | Duplicate field 'a'",
        "1e999 | 400 | Number beyond those of 64 bits: 1e999",
        "[-1e1000000000] | 400 | Number beyond",
        "1e-999 | 400 | Number beyond those of 64 bits: 1e-999",
        "-0.01e-1000000000 | 400 | Number beyond",
        "-0.0e-5 | 200 | ``",
        "NaN | 400 | NaN",
        "123456789012345678901234567890 | 422 | BigInteger",
        "-0 | 200 | ``",
      })
  void whatWouldBecomeAnotherValueIsRefused(String value, int status, String message)
      throws Exception {
    Answer answer = proxy.post("/topics/ada.other", records(value));
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.response().body()).contains(message);
  }

  @Test
  void numbersAndNestingHaveBounds() throws Exception {
    String digits = "9".repeat(1001);
    assertThat(proxy.post("/topics/ada.other", records(digits)).status()).isEqualTo(400);
    assertThat(proxy.post("/topics/ada.other", records("0." + digits)).status()).isEqualTo(400);
    String deep = "[".repeat(500_000) + "]".repeat(500_000);
    assertThat(proxy.post("/topics/ada.other", records(deep)).status()).isEqualTo(400);
    assertThat(proxy.post("/topics/ada.pin", deep).status()).isEqualTo(400);
  }

  @Test
  void halfAnEmojiIsAnsweredInItsPlace() throws Exception {
    String half = pin(8).replace("43k", "\\ud83d");
    Answer answer = proxy.post("/topics/ada.pin", records(half, pin(9)));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().get("offsets").get(0).get("field").asText())
        .isEqualTo("follower_count");
    assertThat(answer.json().get("offsets").get(1).get("error").isNull()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-32"})
  void jsonInItsOtherEncodingsIsReadToo(String encoding) throws Exception {
    assertThat(post("ada.pin", records(pin(10)).getBytes(Charset.forName(encoding))).status())
        .isEqualTo(200);
    byte[] broken = {0, 0, 0, '[', -1, -1, -1, -1};
    assertThat(post("ada.pin", broken).status()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource({
    "POST /topics/%zz HTTP/1.1, 400",
    "POST /topics/%ff HTTP/1.1, 400",
    "POST /topics/..;/ada.pin HTTP/1.1, 400",
    "POST * HTTP/1.1, 400",
    "POST http://evil.org/topics/ada.pin HTTP/1.1, 400",
    "CONNECT /topics/ada.pin HTTP/1.1, 400",
    "TRACE /topics/ada.pin HTTP/1.1, 405",
    "OPTIONS /topics/ada.pin HTTP/1.1, 405",
    "post /topics/ada.pin HTTP/1.1, 405",
    "GET /test/../topics HTTP/1.1, 404",
    "GET //topics HTTP/1.1, 404",
    "GET /a/b/topics HTTP/1.1, 404",
    "POST /topics/ada%2Fpin HTTP/1.1, 404",
    "POST /topics/ada%252Epin HTTP/1.1, 404",
  })
  void errorsAreJsonWhoeverFindsThem(String line, int status) throws Exception {
    String answer =
        raw(
            line
                + "\r\nHost: localhost\r\nConnection: close\r\nContent-Type: "
                + Proxy.KAFKA_JSON
                + "\r\nContent-Length: 2\r\n\r\n{}");
    assertThat(answer).startsWith("HTTP/1.1 " + status + " ").contains("{\"error_code\":");
  }

  @Test
  void aLineOrHeadersOfAnyLengthAreNotRead() throws Exception {
    assertThat(raw("GET /" + "a".repeat(9000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n"))
        .startsWith("HTTP/1.1 414 ")
        .contains("{\"error_code\":414");
    assertThat(raw("GET / HTTP/1.1\r\nHost: localhost\r\n" + "X: y\r\n".repeat(5000) + "\r\n"))
        .startsWith("HTTP/1.1 431 ")
        .contains("{\"error_code\":431");
  }

  @Test
  void aPercentEncodedTopicIsThatTopic() throws Exception {
    assertThat(proxy.post("/topics/ada%2Epin", records(pin(11))).status()).isEqualTo(200);
    assertThat(proxy.post("/test/topics/%61da.pin", records(pin(11))).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/", "/topics", "/topics/ada.pin", "/topics/nothing", "/topics/ada.pin/partitions/7",
        "/test/topics", "/brokers", "/streams", "/streams/streaming-ada-pin", "/streams/nothing",
        "/healthz", "/readyz", "/metrics", "/openapi.json", "/nothing"
      })
  void headIsAnsweredAsGetWithoutTheBody(String path) throws Exception {
    Answer head = proxy.ask("HEAD", path);
    Answer get = proxy.get(path);
    assertThat(head.status()).isEqualTo(get.status());
    assertThat(head.type()).isEqualTo(get.type());
    assertThat(head.response().body()).isEmpty();
  }

  @Test
  void requestsInOneWriteAreAnsweredInTheirOrder() throws Exception {
    String good = records(pin(12));
    String bad = "{\"ind\": 1}";
    try (RawClient client = new RawClient(proxy.url())) {
      client.send(
          RawClient.head("ada.pin", good.getBytes(UTF_8).length)
              + good
              + RawClient.head("ada.pin", bad.length())
              + bad
              + RawClient.head("nothing", bad.length())
              + bad
              + "GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
      assertThat(client.answer())
          .containsSubsequence(
              "HTTP/1.1 200", "HTTP/1.1 422", "HTTP/1.1 404", "HTTP/1.1 200", "up");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'Content-Length: 2\r\nTransfer-Encoding: chunked', 400",
    "'Content-Length: 2\r\nContent-Length: 3', 400",
    "Content-Length: -2, 400",
    "Content-Length: 99999999999999999999, 400",
    "Content-Length: 3000000000, 413",
    "'Content-Length: 2\r\nExpect: nonsense', 417",
    "'Content-Length: 50000000\r\nExpect: 100-continue', 413",
  })
  void aLengthThatCantBeIsRefused(String headers, int status) throws Exception {
    String answer =
        raw(
            "POST /topics/ada.pin HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: "
                + Proxy.KAFKA_JSON
                + "\r\n"
                + headers
                + "\r\n\r\n{}");
    assertThat(answer).startsWith("HTTP/1.1 " + status + " ").contains("{\"error_code\":");
  }

  @ParameterizedTest
  @ValueSource(strings = {"5\r\n{\"rec\r\n", "zz\r\n{}\r\n0\r\n\r\n", "5\r\n{\"r"})
  void aBodyInPartsThatIsCutOffIsNoBody(String parts) throws Exception {
    try (RawClient client = new RawClient(proxy.url())) {
      client.send(
          "POST /topics/ada.pin HTTP/1.1\r\nHost: localhost\r\nContent-Type: "
              + Proxy.KAFKA_JSON
              + "\r\nTransfer-Encoding: chunked\r\n\r\n"
              + parts);
      client.end();
      assertThat(client.answer()).startsWith("HTTP/1.1 400 ").contains("\"error_code\":400");
    }
  }

  @Test
  void aBodyInPartsWithoutEndIsCutOff() throws Exception {
    String part = "10000\r\n" + "x".repeat(0x10000) + "\r\n";
    try (RawClient client = new RawClient(proxy.url())) {
      client.send(
          "POST /topics/ada.pin HTTP/1.1\r\nHost: localhost\r\nContent-Type: "
              + Proxy.KAFKA_JSON
              + "\r\nTransfer-Encoding: chunked\r\n\r\n");
      int parts = 0;
      try {
        while (parts < 10_000) {
          client.send(part);
          parts++;
        }
      } catch (IOException e) {
        // The proxy does not listen any longer.
      }
      assertThat(parts).isLessThan(10_000);
    }
  }

  @Test
  void noOtherProtocolIsSpoken() throws Exception {
    assertThat(raw("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")).startsWith("HTTP/1.1 426 ");
    assertThat(raw("GET /healthz\r\n\r\n")).startsWith("HTTP/1.1 505 ");
    assertThat(raw("GET /healthz HTTP/1.1\r\n\r\n")).startsWith("HTTP/1.1 400 ");
  }
}
