// SPDX-License-Identifier: Apache-2.0
package io.pinstream.msk;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;

/**
 * S3, CloudFormation, MSK Connect, ECS, CloudWatch Logs, Secrets Manager, STS and IAM at one
 * address, in the shapes in which they answer. A test queues what an operation answers; the last
 * answer stays.
 */
final class AwsStub implements AutoCloseable {
  private record Answer(int status, String body) {}

  private final HttpServer server;
  private final Map<String, Deque<Answer>> answers = new HashMap<>();
  private final List<String> calls = new ArrayList<>();
  private final Map<String, String> lastBodies = new HashMap<>();
  private final Set<String> objects = new HashSet<>();
  private int breaks;

  AwsStub() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newSingleThreadExecutor());
    server.createContext("/", this::handle);
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Operations in the order in which they came, such as {@code CreateStack}. */
  synchronized List<String> calls() {
    return List.copyOf(calls);
  }

  /** The body of the newest call of an operation that has a form or JSON, not a zip: decoded. */
  synchronized String body(String operation) {
    return URLDecoder.decode(lastBodies.get(operation), StandardCharsets.UTF_8);
  }

  synchronized Set<String> objects() {
    return Set.copyOf(objects);
  }

  synchronized void answer(String operation, int status, String body) {
    answers.computeIfAbsent(operation, o -> new ArrayDeque<>()).add(new Answer(status, body));
  }

  /** Ends the next connections without an answer. */
  synchronized void breakConnections(int count) {
    breaks = count;
  }

  void stackNotThere() {
    answer("DescribeStacks", 400, error("ValidationError", "Stack with id try does not exist"));
  }

  void stack(String status) {
    answer(
        "DescribeStacks",
        200,
        """
        <DescribeStacksResponse><DescribeStacksResult><Stacks><member>
        <StackName>try</StackName><StackId>arn:aws:cloudformation:eu-west-1:1:stack/try/1</StackId>
        <StackStatus>%s</StackStatus><CreationTime>2026-11-22T10:00:00Z</CreationTime>
        <Parameters>
        <member><ParameterKey>PluginBucket</ParameterKey><ParameterValue>zips</ParameterValue></member>
        <member><ParameterKey>BucketName</ParameterKey><ParameterValue>lake</ParameterValue></member>
        <member><ParameterKey>RestRepository</ParameterKey><ParameterValue>rest</ParameterValue></member>
        </Parameters>
        <Outputs><member><OutputKey>SinkPath</OutputKey><OutputValue>s3://lake/</OutputValue></member></Outputs>
        </member></Stacks></DescribeStacksResult></DescribeStacksResponse>
        """
            .formatted(status));
  }

  /** What the stack has made, as {@code type id}. */
  void resources(String... lines) {
    var members = new StringBuilder();
    for (var line : lines) {
      var words = line.split(" ", 2);
      members.append(
          """
          <member><LogicalResourceId>One</LogicalResourceId><ResourceType>%s</ResourceType>
          <PhysicalResourceId>%s</PhysicalResourceId><ResourceStatus>CREATE_COMPLETE</ResourceStatus>
          <Timestamp>2026-11-22T10:00:00Z</Timestamp></member>
          """
              .formatted(words[0], words[1]));
    }
    answer(
        "DescribeStackResources",
        200,
        "<DescribeStackResourcesResponse><DescribeStackResourcesResult><StackResources>%s</StackResources></DescribeStackResourcesResult></DescribeStackResourcesResponse>"
            .formatted(members));
  }

  /** Stacks that are gone, of this name. */
  void deletedStacks(String... names) {
    var members = new StringBuilder();
    for (var name : names) {
      members.append(
          """
          <member><StackId>arn:aws:cloudformation:eu-west-1:1:stack/%1$s/1</StackId><StackName>%1$s</StackName>
          <StackStatus>DELETE_COMPLETE</StackStatus><CreationTime>2026-11-22T10:00:00Z</CreationTime>
          <DeletionTime>2026-11-23T10:00:00Z</DeletionTime></member>
          """
              .formatted(name));
    }
    answer(
        "ListStacks",
        200,
        "<ListStacksResponse><ListStacksResult><StackSummaries>%s</StackSummaries></ListStacksResult></ListStacksResponse>"
            .formatted(members));
  }

  synchronized void object(String path) {
    objects.add(path);
  }

  /** Events, the newest first, as {@code id resource status reason}. */
  void events(String... lines) {
    var members = new StringBuilder();
    for (var line : lines) {
      var words = line.split(" ", 4);
      members.append(
          """
          <member><EventId>%s</EventId><LogicalResourceId>%s</LogicalResourceId>
          <ResourceType>AWS::KafkaConnect::Connector</ResourceType><ResourceStatus>%s</ResourceStatus>
          <ResourceStatusReason>%s</ResourceStatusReason><StackId>1</StackId><StackName>try</StackName>
          <Timestamp>2999-01-01T00:00:00Z</Timestamp></member>
          """
              .formatted(words[0], words[1], words[2], words.length > 3 ? words[3] : ""));
    }
    answer(
        "DescribeStackEvents",
        200,
        "<DescribeStackEventsResponse><DescribeStackEventsResult><StackEvents>"
            + members
            + "</StackEvents></DescribeStackEventsResult></DescribeStackEventsResponse>");
  }

  static String error(String code, String message) {
    return "<ErrorResponse><Error><Type>Sender</Type><Code>%s</Code><Message>%s</Message></Error></ErrorResponse>"
        .formatted(code, message);
  }

  private void handle(HttpExchange exchange) throws IOException {
    var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    var operation = operation(exchange, body);
    Answer answer;
    synchronized (this) {
      if (breaks > 0) {
        breaks--;
        exchange.close();
        return;
      }
      calls.add(operation);
      lastBodies.put(operation, body);
      var queue = answers.get(operation);
      answer =
          queue == null
              ? objectAnswer(operation, exchange.getRequestURI())
              : queue.size() > 1 ? queue.poll() : queue.peek();
    }
    var bytes = answer.body().getBytes(StandardCharsets.UTF_8);
    boolean hasBody = bytes.length > 0 && !exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(answer.status(), hasBody ? bytes.length : -1);
    if (hasBody) {
      exchange.getResponseBody().write(bytes);
    }
    exchange.close();
  }

  private Answer objectAnswer(String operation, URI address) {
    var path = address.getPath();
    return switch (operation) {
      case "ListObjectsV2" -> {
        var prefix =
            URLDecoder.decode(
                address.getRawQuery().replaceFirst(".*prefix=([^&]*).*", "$1"),
                StandardCharsets.UTF_8);
        var bucket = path.replaceFirst("^/([^/]+).*", "$1");
        var contents = new StringBuilder();
        objects.stream()
            .sorted()
            .filter(object -> object.startsWith("/" + bucket + "/" + prefix))
            .forEach(
                object ->
                    contents.append(
                        "<Contents><Key>%s</Key></Contents>"
                            .formatted(object.substring(bucket.length() + 2))));
        yield new Answer(
            200,
            "<ListBucketResult><IsTruncated>false</IsTruncated>%s</ListBucketResult>"
                .formatted(contents));
      }
      case "HeadObject" -> new Answer(objects.contains(path) ? 200 : 404, "");
      case "PutObject" -> {
        objects.add(path);
        yield new Answer(200, "");
      }
      case "DeleteObject" -> {
        objects.remove(path);
        yield new Answer(204, "");
      }
      default -> new Answer(200, "<%1$sResponse/>".formatted(operation));
    };
  }

  private static String operation(HttpExchange exchange, String body) {
    var target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
    if (target != null) {
      return target.substring(target.indexOf('.') + 1);
    }
    var path = exchange.getRequestURI().getPath();
    if (path.startsWith("/v1/connectors")) {
      return path.equals("/v1/connectors") ? "ListConnectors" : "DescribeConnector";
    }
    if (body.startsWith("Action=")) {
      return body.substring("Action=".length(), body.indexOf('&'));
    }
    if (String.valueOf(exchange.getRequestURI().getRawQuery()).contains("list-type=2")) {
      return "ListObjectsV2";
    }
    return switch (exchange.getRequestMethod()) {
      case "HEAD" -> "HeadObject";
      case "PUT" -> "PutObject";
      case "DELETE" -> "DeleteObject";
      default -> exchange.getRequestMethod() + " " + path;
    };
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
