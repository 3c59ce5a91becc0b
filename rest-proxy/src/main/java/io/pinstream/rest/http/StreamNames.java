// SPDX-License-Identifier: Apache-2.0
package io.pinstream.rest.http;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Streams are topics under another name: {@code streaming-ada-pin} is {@code ada.pin}. */
final class StreamNames {
  private static final Pattern TOPIC = Pattern.compile("(.+)[.]([^.]+)");

  private final String prefix;

  StreamNames(String prefix) {
    this.prefix = prefix;
  }

  /** The topic of a stream; empty if it has no such name. */
  Optional<String> topic(String stream) {
    int part = stream.lastIndexOf('-');
    return stream.startsWith(prefix) && part > prefix.length() && part < stream.length() - 1
        ? Optional.of(stream.substring(prefix.length(), part) + "." + stream.substring(part + 1))
        : Optional.empty();
  }

  /** The stream of a topic; empty if it is none. */
  Optional<String> stream(String topic) {
    Matcher name = TOPIC.matcher(topic);
    return name.matches() && name.group(2).indexOf('-') < 0
        ? Optional.of(prefix + name.group(1) + "-" + name.group(2))
        : Optional.empty();
  }
}
