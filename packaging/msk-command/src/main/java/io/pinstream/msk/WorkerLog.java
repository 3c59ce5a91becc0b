// SPDX-License-Identifier: Apache-2.0
package io.pinstream.msk;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;

/** What the workers of a stack wrote to their log group. */
final class WorkerLog {
  private static final String ERRORS = "?ERROR ?\"Caused by\"";

  private final CloudWatchLogsClient client;
  private final String group;

  WorkerLog(CloudWatchLogsClient client, String stack) {
    this.client = client;
    this.group = "/pinstream/" + stack;
  }

  String group() {
    return group;
  }

  /**
   * Lines of the last while, oldest first.
   *
   * @param errorsOnly errors and their causes
   * @param most how many of the newest to keep
   */
  List<String> lines(Duration back, boolean errorsOnly, int most) {
    var lines = new ArrayList<String>();
    try {
      for (FilteredLogEvent event :
          client
              .filterLogEventsPaginator(
                  request -> {
                    request.logGroupName(group).startTime(Instant.now().minus(back).toEpochMilli());
                    if (errorsOnly) {
                      request.filterPattern(ERRORS);
                    }
                  })
              .events()) {
        lines.add(
            "%s %s".formatted(Instant.ofEpochMilli(event.timestamp()), event.message().strip()));
      }
    } catch (ResourceNotFoundException e) {
      return List.of();
    }
    return lines.subList(Math.max(0, lines.size() - most), lines.size());
  }
}
