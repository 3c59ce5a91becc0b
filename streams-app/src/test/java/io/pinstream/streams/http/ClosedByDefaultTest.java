// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.javalin.config.JavalinConfig;
import io.javalin.http.HttpStatus;
import io.pinstream.streams.config.Binding;
import io.pinstream.streams.config.HttpConfig;
import io.pinstream.streams.config.InvalidSettingException;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.PBEParameterSpec;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClosedByDefaultTest {
  private static final String SECRET = "0123456789abcdef";

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1:8080, true",
    "10.1.2.3, true",
    "[::1]:8080, true",
    "localhost:1, true",
    "LOCALHOST, true",
    "app.example.com:443, true",
    "evil.example.com, false",
    "app.example.com.evil.org, false",
    "127.0.0.1.evil.org, false",
    "'', false"
  })
  void answersToItsNamesOnly(String host, boolean allowed) {
    assertThat(new AllowedHosts(List.of("App.example.com")).allows(host)).isEqualTo(allowed);
  }

  @Test
  void refusesARequestThatAForeignNameLedHere() throws Exception {
    try (WebServer web =
        start(
            Map.of(),
            List.of(config -> config.routes.before(new AllowedHosts(List.of())), health()))) {
      assertThat(answerTo(web, "/healthz", "evil.org"))
          .startsWith("HTTP/1.1 421 ")
          .contains("http.allowed.hosts");
    }
  }

  /** As it is written here, which no client would do for some paths. */
  private static String answerTo(WebServer web, String path, String host) throws Exception {
    URI url = URI.create(web.url());
    try (Socket socket = new Socket(url.getHost(), url.getPort())) {
      socket
          .getOutputStream()
          .write(
              "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
                  .formatted(path, host)
                  .getBytes(UTF_8));
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/%, 400",
    "/api/countries/%ff, 400",
    "/healthz?country=50%, 400",
    "/healthz?country=%zz, 400"
  })
  void refusesWhatCanNotBeReadAsItDoesAllElse(String path, int status) throws Exception {
    try (WebServer web = start(Map.of(), List.of(health()))) {
      assertThat(answerTo(web, path, "127.0.0.1"))
          .startsWith("HTTP/1.1 " + status)
          .containsIgnoringCase("Content-Type: application/problem+json")
          .containsIgnoringCase("X-Content-Type-Options: nosniff")
          .contains("\"status\":" + status);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "country=%ff, country",
    "country=Per%C3, country",
    "text=a&country=%C3%A9%ED%A0%80, country",
    "%ff=a, %ff",
  })
  void namesAParameterThatIsNoUtf8(String query, String named) throws Exception {
    try (WebServer web = start(Map.of(), List.of(ClosedByDefaultTest::country))) {
      assertThat(answerTo(web, "/country?" + query, "127.0.0.1"))
          .startsWith("HTTP/1.1 400 ")
          .containsIgnoringCase("Content-Type: application/problem+json")
          .containsPattern("\"detail\":\"" + named + ".*UTF-8");
    }
  }

  @Test
  void takesAParameterInUtf8() throws Exception {
    try (WebServer web = start(Map.of(), List.of(ClosedByDefaultTest::country))) {
      assertThat(answerTo(web, "/country?country=R%c3%A9union+%EF%BF%BD", "127.0.0.1"))
          .startsWith("HTTP/1.1 200 ")
          .endsWith("R\u00e9union \ufffd");
    }
  }

  private static void country(JavalinConfig config) {
    config.routes.get(
        "/country",
        ctx -> ctx.result(Parameter.COUNTRY.of(ctx).orElseThrow()),
        Parameter.COUNTRY,
        Parameter.TEXT);
  }

  @Test
  void asksForTheBodyOfACallerWhoWaitsToBeAsked() throws Exception {
    Consumer<JavalinConfig> echo =
        config -> config.routes.post("/echo", ctx -> ctx.result(ctx.body()));
    try (WebServer web = start(Map.of(), List.of(echo));
        Socket socket =
            new Socket(InetAddress.getLoopbackAddress(), URI.create(web.url()).getPort())) {
      socket.setSoTimeout(10_000);
      socket
          .getOutputStream()
          .write(
              "POST /echo HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n"
                  .getBytes(UTF_8));
      String asked = "HTTP/1.1 100 Continue\r\n\r\n";
      assertThat(new String(socket.getInputStream().readNBytes(asked.length()), UTF_8))
          .isEqualTo(asked);
      socket.getOutputStream().write("hello".getBytes(UTF_8));
      assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
          .startsWith("HTTP/1.1 200 ")
          .endsWith("\r\n\r\nhello");
    }
  }

  @Test
  void tellsBrowsersToLoadNothingFromElsewhereAndToGuessNoTypes() throws Exception {
    try (WebServer web = start(Map.of(), List.of(health(), new PageRoute()))) {
      for (String path : List.of("/", "/main.js", "/healthz", "/nothing")) {
        HttpResponse<String> response = get(HttpClient.newHttpClient(), web.url() + path);
        assertThat(response.headers().map())
            .as(path)
            .containsEntry("x-content-type-options", List.of("nosniff"));
        assertThat(response.headers().firstValue("content-security-policy").orElseThrow())
            .contains("default-src 'self'", "frame-ancestors 'none'");
      }
      web.refuse();
      HttpResponse<String> closing = get(HttpClient.newHttpClient(), web.url() + "/nothing");
      assertThat(closing.statusCode()).isEqualTo(503);
      assertThat(closing.headers().firstValue("x-content-type-options")).contains("nosniff");
    }
  }

  @Test
  void wantsTheTokenWhereThereIsOneButSaysWhetherItRuns() throws Exception {
    try (WebServer web =
        start(
            Map.of(),
            List.of(
                config -> config.routes.before(new SharedSecret("http.token", SECRET)),
                health(),
                new PageRoute()))) {
      HttpClient client = HttpClient.newHttpClient();
      HttpResponse<String> refused = get(client, web.url() + "/main.js");
      assertThat(refused.statusCode()).isEqualTo(401);
      assertThat(refused.headers().allValues("www-authenticate"))
          .containsExactly("Basic realm=\"pinstream\", charset=\"UTF-8\"", "Bearer");
      assertThat(refused.body()).contains("http.token").doesNotContain(SECRET);
      assertThat(get(client, web.url() + "/healthz").statusCode()).isEqualTo(200);
      String basic = Base64.getEncoder().encodeToString(("me:" + SECRET).getBytes(UTF_8));
      for (String told : List.of("Bearer " + SECRET, "bearer " + SECRET, "BASIC " + basic)) {
        assertThat(get(client, web.url() + "/main.js", "Authorization", told).statusCode())
            .isEqualTo(200);
      }
      for (String told : List.of("Bearer wrong", "Basic ????", SECRET, "Bearer " + SECRET + "x")) {
        assertThat(get(client, web.url() + "/main.js", "Authorization", told).statusCode())
            .isEqualTo(401);
      }
    }
  }

  @Test
  void refusesABodyThatNoQuestionNeeds() throws Exception {
    Consumer<JavalinConfig> echo =
        config -> config.routes.post("/echo", ctx -> ctx.result(ctx.body()));
    try (WebServer web = start(Map.of(), List.of(echo))) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(web.url() + "/echo"))
              .POST(HttpRequest.BodyPublishers.ofString("x".repeat(100_000)))
              .build();
      assertThat(HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).statusCode())
          .isEqualTo(413);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void refusesABodyWhereNothingReadsIt(boolean chunked) throws Exception {
    HttpRequest.BodyPublisher body =
        chunked
            ? BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[10]))
            : BodyPublishers.ofByteArray(new byte[10]);
    try (WebServer web = start(Map.of(), List.of(health()))) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(web.url() + "/healthz")).method("GET", body).build();
      HttpResponse<String> answer =
          HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(413);
    }
  }

  @Test
  void speaksTlsWithACertificateInPem(@TempDir Path folder) throws Exception {
    KeyStore store = selfSigned(folder);
    Path pem = Files.writeString(folder.resolve("server.pem"), pem(store));
    Map<String, Object> ssl =
        Map.of("ssl.keystore.type", "PEM", "ssl.keystore.location", pem.toString());
    try (WebServer web = start(ssl, List.of(health()))) {
      assertThat(web.url()).startsWith("https://127.0.0.1:");
      assertThat(get(trusting(store), web.url() + "/healthz").statusCode()).isEqualTo(200);
      assertThat(ReadinessProbe.status(web.url() + "/readyz")).isEqualTo(503);
    }
    Map<String, Object> inline =
        Map.of(
            "ssl.keystore.type", "PEM",
            "ssl.keystore.key", new Password(key(store)),
            "ssl.keystore.certificate.chain", new Password(certificate(store)));
    try (WebServer web = start(inline, List.of(health()))) {
      assertThat(get(trusting(store), web.url() + "/healthz").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void namesTheSettingsOfACertificateThatCanNotBeRead(@TempDir Path folder) throws Exception {
    Path pem = Files.writeString(folder.resolve("server.pem"), "nothing");
    assertThatExceptionOfType(InvalidSettingException.class)
        .isThrownBy(
            () ->
                start(
                    Map.of("ssl.keystore.type", "PEM", "ssl.keystore.location", pem.toString()),
                    List.of(health())))
        .withMessageContaining("http.ssl.keystore")
        .withMessageContaining("expected PEM");
    assertThatExceptionOfType(InvalidSettingException.class)
        .isThrownBy(() -> start(Map.of("ssl.keystore.type", "PEM"), List.of(health())))
        .withMessageContaining("http.ssl.keystore.location is missing");
  }

  @ParameterizedTest
  @CsvSource({
    "PBES2, PBEWithHmacSHA256AndAES_256, ",
    "PBES2, PBEWithHmacSHA256AndAES_256, wrong",
    "PBEWithSHA1AndDESede, PBEWithSHA1AndDESede, ",
    "PBEWithSHA1AndDESede, PBEWithSHA1AndDESede, wrong",
    "PBEWithSHA1AndDESede, PBEWithSHA1AndDESede, right",
  })
  void readsAnEncryptedKeyOrSaysWhatToDoAboutIt(
      String scheme, String algorithm, String password, @TempDir Path folder) throws Exception {
    KeyStore store = selfSigned(folder);
    Cipher cipher = Cipher.getInstance(algorithm);
    cipher.init(
        Cipher.ENCRYPT_MODE,
        SecretKeyFactory.getInstance(algorithm)
            .generateSecret(new PBEKeySpec("right".toCharArray())),
        new PBEParameterSpec(new byte[16], 1_000, new IvParameterSpec(new byte[16])));
    AlgorithmParameters parameters = AlgorithmParameters.getInstance(scheme);
    parameters.init(cipher.getParameters().getEncoded());
    byte[] plain = store.getKey("server", SECRET.toCharArray()).getEncoded();
    byte[] key = new EncryptedPrivateKeyInfo(parameters, cipher.doFinal(plain)).getEncoded();
    Map<String, Object> ssl = new HashMap<>();
    ssl.put("ssl.keystore.type", "PEM");
    ssl.put("ssl.keystore.key", new Password(block("ENCRYPTED PRIVATE KEY", key)));
    ssl.put("ssl.keystore.certificate.chain", new Password(certificate(store)));
    if (password != null) {
      ssl.put("ssl.key.password", new Password(password));
    }
    if ("right".equals(password)) {
      try (WebServer web = start(ssl, List.of(health()))) {
        assertThat(get(trusting(store), web.url() + "/healthz").statusCode()).isEqualTo(200);
      }
    } else {
      assertThatExceptionOfType(InvalidSettingException.class)
          .isThrownBy(() -> start(ssl, List.of(health())))
          .withMessageContaining(
              "encrypted (BEGIN ENCRYPTED PRIVATE KEY) needs http.ssl.key.password")
          .withMessageContaining("PBES2")
          .withMessageContaining("openssl pkcs8 -topk8 -nocrypt");
    }
  }

  private static ReadinessRoutes health() {
    return new ReadinessRoutes(new Readiness());
  }

  private static WebServer start(Map<String, Object> ssl, List<Consumer<JavalinConfig>> routes)
      throws InvalidSettingException {
    return WebServer.start(
        new Binding(HttpConfig.PORT, "127.0.0.1", 0, 16, ssl),
        HttpStatus.SERVICE_UNAVAILABLE,
        routes);
  }

  private static HttpResponse<String> get(HttpClient client, String url, String... headers)
      throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  /** Made by the JDK's own tool: there is no public way to make a certificate in Java itself. */
  private static KeyStore selfSigned(Path folder) throws Exception {
    Path file = folder.resolve("server.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=ip:127.0.0.1,dns:localhost",
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-storepass",
                SECRET,
                "-keystore",
                file.toString())
            .inheritIO()
            .start();
    assertThat(keytool.waitFor()).isZero();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream bytes = Files.newInputStream(file)) {
      store.load(bytes, SECRET.toCharArray());
    }
    return store;
  }

  private static String pem(KeyStore store) throws Exception {
    return key(store) + certificate(store);
  }

  private static String key(KeyStore store) throws Exception {
    return block("PRIVATE KEY", store.getKey("server", SECRET.toCharArray()).getEncoded());
  }

  private static String certificate(KeyStore store) throws Exception {
    return block("CERTIFICATE", store.getCertificate("server").getEncoded());
  }

  private static String block(String what, byte[] bytes) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(what, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes), what);
  }

  private static HttpClient trusting(KeyStore store) throws Exception {
    Certificate certificate = store.getCertificate("server");
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("server", certificate);
    TrustManagerFactory managers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    return HttpClient.newBuilder().sslContext(context).build();
  }
}
