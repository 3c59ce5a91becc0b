// SPDX-License-Identifier: Apache-2.0
package io.pinstream.rest;

import static io.pinstream.rest.RawRows.pin;
import static io.pinstream.rest.RawRows.records;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinstream.rest.Proxy.Answer;
import io.pinstream.rest.config.InvalidSettingException;
import java.io.FileInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who gets in, and how. */
class AccessTest {
  private static final String TOKEN = "0123456789abcdef0123456789abcdef";
  private static final char[] PASSWORD = "of-this-test".toCharArray();

  private static Cluster cluster;
  @TempDir private static Path folder;

  @BeforeAll
  static void start() throws Exception {
    cluster = new Cluster();
    cluster.createInputs("ada", 1);
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @Test
  void withATokenNobodyPostsWithoutIt() throws Exception {
    try (Proxy proxy = new Proxy(cluster.servers(), "ada", Map.of("http.token", TOKEN))) {
      for (String given :
          new String[] {null, "Bearer x", "Basic " + TOKEN, "Basic ?", TOKEN, "Bearer"}) {
        Answer answer = proxy.send(post(proxy, given));
        assertThat(answer.status()).as(given).isEqualTo(401);
        assertThat(answer.json().get("error_code").asInt()).isEqualTo(40101);
        assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer, Basic ");
      }
      assertThat(proxy.send(post(proxy, "Bearer " + TOKEN)).status()).isEqualTo(200);
      String basic =
          Base64.getEncoder().encodeToString(("me:" + TOKEN).getBytes(StandardCharsets.UTF_8));
      assertThat(proxy.send(post(proxy, "Basic " + basic)).status()).isEqualTo(200);
      assertThat(proxy.send(post(proxy, "bearer " + TOKEN)).status()).isEqualTo(200);
      assertThat(proxy.get("/topics").status()).isEqualTo(401);
      assertThat(proxy.get("/metrics").status()).isEqualTo(401);
      assertThat(proxy.get("/test/streams").json().get("__type").asText())
          .isEqualTo("AccessDeniedException");
      assertThat(proxy.get("/healthz").status()).isEqualTo(200);
      assertThat(proxy.get("/readyz").status()).isEqualTo(200);
    }
  }

  private static HttpRequest.Builder post(Proxy proxy, String authorization) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(proxy.url() + "/topics/ada.pin"))
            .header("Content-Type", Proxy.KAFKA_JSON)
            .POST(BodyPublishers.ofString(records(pin(1))));
    return authorization == null ? request : request.header("Authorization", authorization);
  }

  @Test
  void pagesOfOtherOriginsGetInOnlyIfTheyAreNamed() throws Exception {
    try (Proxy closed = new Proxy(cluster.servers(), "ada", Map.of())) {
      assertThat(preflight(closed, "https://example.org").header("Access-Control-Allow-Origin"))
          .isNull();
    }
    try (Proxy open =
        new Proxy(
            cluster.servers(),
            "ada",
            Map.of("http.cors.origins", "https://example.org", "http.token", TOKEN))) {
      assertThat(preflight(open, "https://example.org").header("Access-Control-Allow-Origin"))
          .isEqualTo("https://example.org");
      assertThat(preflight(open, "https://example.com").header("Access-Control-Allow-Origin"))
          .isNull();
      Answer refused = open.send(post(open, "Bearer no").header("Origin", "https://example.org"));
      assertThat(refused.status()).isEqualTo(401);
      assertThat(refused.header("Access-Control-Allow-Origin")).isEqualTo("https://example.org");
    }
  }

  @Test
  void aLookUpIsAnsweredWhateverItsOriginAndOnlyPagesOfTheNamedMayReadIt() throws Exception {
    try (Proxy proxy =
        new Proxy(cluster.servers(), "ada", Map.of("http.cors.origins", "https://example.org"))) {
      for (String origin :
          List.of("https://example.org", "https://example.com", "null", "a:b", "//x", "?")) {
        Answer answer =
            proxy.send(
                HttpRequest.newBuilder(URI.create(proxy.url() + "/topics"))
                    .header("Origin", origin)
                    .GET());
        assertThat(answer.status()).as(origin).isEqualTo(200);
        assertThat(answer.header("Access-Control-Allow-Origin"))
            .isEqualTo(origin.equals("https://example.org") ? origin : null);
      }
    }
  }

  private static Answer preflight(Proxy proxy, String origin) throws Exception {
    return proxy.send(
        HttpRequest.newBuilder(URI.create(proxy.url() + "/topics/ada.pin"))
            .header("Origin", origin)
            .header("Access-Control-Request-Method", "POST")
            .header("Access-Control-Request-Headers", "content-type,authorization")
            .method("OPTIONS", BodyPublishers.noBody()));
  }

  @Test
  void withACertificateThePortSpeaksTls() throws Exception {
    Path certificate = folder.resolve("tls.crt");
    Path key = folder.resolve("tls.key");
    KeyStore trusted = makeCertificate(certificate, key);
    Map<String, String> settings =
        Map.of(
            "http.ssl.keystore.type", "PEM",
            "http.ssl.keystore.certificate.chain", Files.readString(certificate),
            "http.ssl.keystore.key", Files.readString(key));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    try (Proxy proxy =
        new Proxy(
            cluster.servers(),
            "ada",
            settings,
            HttpClient.newBuilder().sslContext(context).build())) {
      assertThat(proxy.url()).startsWith("https://127.0.0.1:");
      assertThat(proxy.post("/topics/ada.pin", records(pin(1))).status()).isEqualTo(200);
      assertThat(probed(proxy.url())).isZero();
    }
    Path both =
        Files.writeString(
            folder.resolve("both.pem"), Files.readString(key) + Files.readString(certificate));
    Map<String, String> file =
        Map.of("http.ssl.keystore.type", "PEM", "http.ssl.keystore.location", both.toString());
    try (Proxy proxy = new Proxy(cluster.servers(), "ada", file)) {
      assertThatThrownBy(() -> proxy.get("/healthz")).isInstanceOf(SSLHandshakeException.class);
    }
  }

  /** A container's health check, as a process of its own. */
  private static int probed(String proxy) throws Exception {
    Process probe =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                HealthProbe.class.getName(),
                proxy)
            .inheritIO()
            .start();
    assertThat(probe.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return probe.exitValue();
  }

  @Test
  void aHealthCheckAsksAPortOrAnAddress() throws Exception {
    Proxy proxy = new Proxy(cluster.servers(), "ada", Map.of());
    String url = proxy.url();
    try (proxy) {
      assertThat(probed(Integer.toString(URI.create(url).getPort()))).isZero();
      assertThat(probed(url)).isZero();
    }
    assertThat(probed(url)).isEqualTo(1);
  }

  @Test
  void aCertificateThatCantBeReadIsNamed() throws Exception {
    Path file = Files.writeString(folder.resolve("no.pem"), "nothing");
    for (Map<String, String> settings :
        List.of(
            Map.of("http.ssl.keystore.type", "PEM", "http.ssl.keystore.location", file.toString()),
            Map.of("http.ssl.keystore.type", "PEM", "http.ssl.keystore.location", "no-such.pem"),
            Map.of("http.ssl.keystore.type", "PEM"))) {
      assertThatThrownBy(() -> new Proxy(cluster.servers(), "ada", settings))
          .isInstanceOf(InvalidSettingException.class)
          .hasMessageContaining("http.ssl.keystore...: expected a private key")
          .hasMessageContaining("ENCRYPTED PRIVATE KEY) needs http.ssl.key.password")
          .hasMessageContaining("PBES2")
          .hasMessageContaining("openssl pkcs8 -topk8 -nocrypt");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1:8082, 200",
    "10.1.2.3, 200",
    "[::1]:8082, 200",
    "LOCALHOST, 200",
    "api.example.com:443, 200",
    "evil.example.com, 421",
    "api.example.com.evil.org, 421",
    "127.0.0.1.evil.org, 421",
  })
  void onlyItsOwnNamesLeadToIt(String host, int status) throws Exception {
    try (Proxy proxy =
        new Proxy(cluster.servers(), "ada", Map.of("http.allowed.hosts", "API.example.com"))) {
      try (RawClient client = new RawClient(proxy.url())) {
        client.send("GET /topics HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
        String answer = client.answer();
        assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
        if (status == 421) {
          assertThat(answer).contains("\"error_code\":421", "http.allowed.hosts");
        }
      }
    }
  }

  @Test
  void aPortThatIsTakenIsNamed() throws Exception {
    try (Proxy proxy = new Proxy(cluster.servers(), "ada", Map.of())) {
      String port = Integer.toString(URI.create(proxy.url()).getPort());
      assertThatThrownBy(() -> new Proxy(cluster.servers(), "ada", Map.of("http.port", port)))
          .isInstanceOf(InvalidSettingException.class)
          .hasMessageContaining("http.port: can't listen on 127.0.0.1:" + port);
    }
  }

  /** By the JDK's own tool; returns what trusts it. */
  private static KeyStore makeCertificate(Path certificate, Path key) throws Exception {
    Path store = folder.resolve("store.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "proxy",
                "-keyalg",
                "EC",
                "-dname",
                "CN=127.0.0.1",
                "-ext",
                "san=ip:127.0.0.1",
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                new String(PASSWORD))
            .inheritIO()
            .start();
    assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (FileInputStream input = new FileInputStream(store.toFile())) {
      keys.load(input, PASSWORD);
    }
    Files.writeString(certificate, pem("CERTIFICATE", keys.getCertificate("proxy").getEncoded()));
    Files.writeString(key, pem("PRIVATE KEY", keys.getKey("proxy", PASSWORD).getEncoded()));
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("proxy", keys.getCertificate("proxy"));
    return trusted;
  }

  private static String pem(String what, byte[] content) {
    return "-----BEGIN "
        + what
        + "-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content)
        + "\n-----END "
        + what
        + "-----\n";
  }
}
