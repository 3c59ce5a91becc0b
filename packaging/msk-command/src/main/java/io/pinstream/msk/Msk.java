// SPDX-License-Identifier: Apache-2.0
package io.pinstream.msk;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awssdk.services.cloudformation.model.Parameter;

/** A deployment of the zips and the template under one stack's name. */
final class Msk {
  private static final Duration RECENT = Duration.ofHours(1);
  private static final int LAST_ERRORS = 20;

  /** Bytes; a larger template CloudFormation reads from a bucket only. */
  private static final int LARGEST_IN_A_CALL = 51_200;

  private final AwsClients aws;
  private final String stackName;
  private final Narrator narrator;
  private final TemplateStack stack;
  private final WorkerLog log;

  /**
   * @param interval between two looks at a stack that is being deployed
   */
  Msk(AwsClients aws, String stackName, PrintWriter out, boolean dryRun, Duration interval) {
    this.aws = aws;
    this.stackName = stackName;
    this.narrator = new Narrator(out, dryRun);
    this.stack = new TemplateStack(aws.cloudFormation(), stackName, narrator, interval);
    this.log = new WorkerLog(aws.logs(), stackName);
  }

  /**
   * Uploads what is not there yet, deploys the template and follows it.
   *
   * @param zips the parameters' prefixes ({@code Plugin}, {@code SinkPlugin}) and their zips
   * @param parameters the template's other parameters
   * @throws DeploymentException with what failed and the worker's last errors
   */
  void deploy(
      String bucket, Map<String, PluginZip> zips, String template, Map<String, String> parameters) {
    var upload = new Upload(aws.s3(), bucket, narrator);
    var all = new TreeMap<>(parameters);
    all.put("PluginBucket", bucket);
    zips.forEach(
        (prefix, zip) -> {
          upload.put(zip);
          all.put(prefix + "Key", zip.key());
          all.put(prefix + "Hash", zip.hash());
        });
    var end = stack.deploy(sent(template, upload), all);
    if (end.isPresent() && !end.get().isGood()) {
      throw failed(end.get());
    }
    if (!narrator.isDryRun()) {
      stack
          .find()
          .ifPresent(
              present ->
                  present
                      .outputs()
                      .forEach(
                          output ->
                              narrator.say(
                                  "%s: %s".formatted(output.outputKey(), output.outputValue()))));
    }
  }

  private TemplateStack.Template sent(String template, Upload upload) {
    return template.getBytes(StandardCharsets.UTF_8).length <= LARGEST_IN_A_CALL
        ? new TemplateStack.Template(template, null)
        : new TemplateStack.Template(null, upload.put(templateKey(), template));
  }

  private String templateKey() {
    return "pinstream/%s.json".formatted(stackName);
  }

  private DeploymentException failed(TemplateStack.End end) {
    var message = new StringBuilder();
    message.append("the stack %s ended as %s".formatted(stackName, end.status()));
    end.failures()
        .forEach(
            failure ->
                message.append(
                    "%n  %s: %s"
                        .formatted(failure.logicalResourceId(), failure.resourceStatusReason())));
    var errors = log.lines(RECENT, true, LAST_ERRORS);
    if (errors.isEmpty()) {
      message.append("%nThe workers' log %s holds no error.".formatted(log.group()));
    } else {
      message.append("%nThe workers' last errors, from the log %s:".formatted(log.group()));
      errors.forEach(line -> message.append("%n  %s".formatted(line)));
    }
    message.append(
        "%nNothing was rolled back: put right what is named and run this again, or ./pinstream msk destroy --stack %s"
            .formatted(stackName));
    return new DeploymentException(message.toString());
  }

  /**
   * Prints the stack's and its connectors' states and the workers' last errors.
   *
   * @return whether the stack is there and everything in it runs
   */
  boolean status() {
    var present = stack.find();
    if (present.isEmpty()) {
      narrator.say("there is no stack %s in this region".formatted(stackName));
      return false;
    }
    narrator.say("stack %s: %s".formatted(stackName, present.get().stackStatusAsString()));
    var connectors = new Connectors(aws.kafkaConnect(), stackName).states();
    connectors.forEach(narrator::say);
    var errors = log.lines(RECENT, true, LAST_ERRORS);
    narrator.say(
        errors.isEmpty()
            ? "no errors in the workers' log %s in the last hour".formatted(log.group())
            : "the workers' last errors, from the log %s:".formatted(log.group()));
    errors.forEach(line -> narrator.say("  " + line));
    return !connectors.isEmpty() && connectors.stream().allMatch(line -> line.contains(" RUNNING"));
  }

  /** Prints the workers' log of the last while. */
  void logs(Duration back, boolean errorsOnly, int most) {
    var lines = log.lines(back, errorsOnly, most);
    lines.forEach(narrator::say);
    if (lines.isEmpty()) {
      narrator.say("nothing in the log %s in that time".formatted(log.group()));
    }
  }

  /**
   * Deletes the stack and the uploaded zips. The sink's bucket and its tables stay.
   *
   * @throws DeploymentException with what could not be deleted
   */
  void destroy() {
    var present = stack.find();
    if (present.isEmpty()) {
      narrator.say("there is no stack %s in this region: nothing to delete".formatted(stackName));
      return;
    }
    Map<String, String> parameters = new TreeMap<>();
    for (Parameter parameter : present.get().parameters()) {
      parameters.put(parameter.parameterKey(), parameter.parameterValue());
    }
    Optional<TemplateStack.End> end = stack.delete(present.get());
    if (end.isPresent() && !end.get().isGood()) {
      throw failed(end.get());
    }
    List<String> keys =
        Stream.concat(
                Stream.of("PluginKey", "SinkPluginKey")
                    .map(key -> parameters.getOrDefault(key, ""))
                    .filter(key -> !key.isEmpty()),
                Stream.of(templateKey()))
            .toList();
    new Upload(aws.s3(), parameters.getOrDefault("PluginBucket", ""), narrator).delete(keys);
    narrator.say(
        "Left where they are: what the sink wrote to s3://%s, the topics, and the secret"
            .formatted(parameters.getOrDefault("BucketName", "...")));
  }
}
