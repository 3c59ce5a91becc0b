// SPDX-License-Identifier: Apache-2.0
package io.pinstream.msk;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.Stack;

/** A deployment of the zips and the template under one stack's name. */
final class Msk {
  private static final Duration RECENT = Duration.ofHours(1);
  private static final int LAST_ERRORS = 20;

  private final AwsClients aws;
  private final String stackName;
  private final DryRunGate gate;
  private final TemplateStack stack;
  private final WorkerLog log;

  /**
   * @param interval between two looks at a stack that is being deployed
   */
  Msk(AwsClients aws, String stackName, PrintWriter out, boolean dryRun, Duration interval) {
    this.aws = aws;
    this.stackName = stackName;
    this.gate = new DryRunGate(out, dryRun);
    this.stack = new TemplateStack(aws.cloudFormation(), stackName, gate, interval);
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
    var upload = new Upload(aws.s3(), bucket, stackName, gate);
    var all = new TreeMap<>(parameters);
    all.put("PluginBucket", bucket);
    zips.forEach(
        (prefix, zip) -> {
          all.put(prefix + "Key", upload.put(zip));
          all.put(prefix + "Hash", zip.hash());
        });
    var end = stack.deploy(upload.putTemplate(template), all);
    if (end.isPresent() && !end.get().isGood()) {
      throw failed(end.get());
    }
    if (!gate.isDryRun()) {
      stack
          .find()
          .ifPresent(
              present ->
                  present
                      .outputs()
                      .forEach(
                          output ->
                              gate.say(
                                  "%s: %s".formatted(output.outputKey(), output.outputValue()))));
    }
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
   * Prints the states of the stack, its connectors, the Streams app and the REST proxy, and the
   * workers' last errors.
   *
   * @return whether the stack is there and everything in it runs
   */
  boolean status() {
    var present = stack.find();
    if (present.isEmpty()) {
      gate.say("there is no stack %s in this region".formatted(stackName));
      return false;
    }
    gate.say("stack %s: %s".formatted(stackName, present.get().stackStatusAsString()));
    var parts = new RunningParts(aws.kafkaConnect(), aws.ecs()).states(stack.resources());
    parts.forEach(part -> gate.say(part.line()));
    var errors = log.lines(RECENT, true, LAST_ERRORS);
    gate.say(
        errors.isEmpty()
            ? "no errors in the workers' log %s in the last hour".formatted(log.group())
            : "the workers' last errors, from the log %s:".formatted(log.group()));
    errors.forEach(line -> gate.say("  " + line));
    return !parts.isEmpty() && parts.stream().allMatch(RunningParts.State::isRunning);
  }

  /** Prints the workers' log of the last while. */
  void logs(Duration back, boolean errorsOnly, int most) {
    var lines = log.lines(back, errorsOnly, most);
    lines.forEach(gate::say);
    if (lines.isEmpty()) {
      gate.say("nothing in the log %s in that time".formatted(log.group()));
    }
  }

  /**
   * Deletes the stack and all zips that were ever uploaded for it. The sink's bucket and its tables
   * stay. Goes on where an earlier run was interrupted.
   *
   * @param isAllowed asked with what is about to go
   * @throws DeploymentException with what could not be deleted
   */
  void destroy(Predicate<String> isAllowed) {
    var present = stack.find();
    var parameters = parameters(present.or(stack::findDeleted));
    if (present.isPresent()) {
      if (!gate.isDryRun() && !isAllowed.test(whatGoes(parameters))) {
        gate.say("nothing was deleted");
        return;
      }
      Optional<TemplateStack.End> end = stack.delete(present.get());
      if (end.isPresent() && !end.get().isGood()) {
        throw failed(end.get());
      }
    } else if (parameters.isEmpty()) {
      gate.say(
          "there is no stack %s in this region, nor was there one in the last 90 days: nothing to delete"
              .formatted(stackName));
      return;
    } else {
      gate.say("the stack %s is gone already".formatted(stackName));
    }
    new Upload(aws.s3(), parameters.get("PluginBucket"), stackName, gate).deleteAll();
    gate.say(
        "Left where they are: what the sink wrote to s3://%s, its tables' database in Glue, the topics, and your secret"
            .formatted(parameters.get("BucketName")));
  }

  private static Map<String, String> parameters(Optional<Stack> stack) {
    return stack.stream()
        .flatMap(found -> found.parameters().stream())
        .collect(Collectors.toMap(Parameter::parameterKey, Parameter::parameterValue));
  }

  private String whatGoes(Map<String, String> parameters) {
    return "the stack %s with its connectors and roles%s%s"
        .formatted(
            stackName,
            parameters.getOrDefault("RestRepository", "").isEmpty()
                ? ""
                : ", the API that scripts post to with its address",
            "yes".equals(parameters.get("Trial"))
                ? ", and the trial's cluster with all topics and its database with all rows"
                : "");
  }
}
