// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.javalin.config.JavalinConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.ContentType;
import io.javalin.http.Context;
import io.javalin.http.ForbiddenResponse;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import io.javalin.http.UnsupportedMediaTypeResponse;
import io.pinstream.streams.config.HttpConfig;
import io.pinstream.streams.letters.DeadLetters;
import io.pinstream.streams.letters.Letter;
import io.pinstream.streams.letters.LetterPlace;
import io.pinstream.streams.letters.LetterSender;
import io.pinstream.streams.letters.LetterSender.Outcome;
import io.pinstream.streams.letters.ListedLetter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;

/**
 * {@code /api/dead-letters}: the newest dead letters, or with {@code partition} and {@code before}
 * those before an offset; {@code /api/dead-letters/{partition}/{offset}}: the value of one, byte
 * for byte; {@code POST /api/dead-letters/send-back}: sends a selection back to where they came
 * from.
 *
 * <p>That is the one call which changes something. It is refused where nothing tells who asks, that
 * is without {@code http.token}, and to other sites' pages, whose visitor's browser may know it.
 */
public final class DeadLetterRoutes implements Consumer<JavalinConfig> {
  private static final String PATH = "/api/dead-letters";
  private static final int DEFAULT_LIMIT = 20;
  private static final int MAX_LIMIT = 200;
  // Each reads the topic with a client of its own.
  private static final int AT_ONCE = 4;
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .build();

  /** The body of a call to send back. */
  private record Selection(List<LetterPlace> letters) {}

  /** What became of one of them. */
  private record Sent(int partition, long offset, String outcome) {
    static Sent of(LetterPlace place, Outcome outcome) {
      return new Sent(
          place.partition(),
          place.offset(),
          outcome.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
  }

  private final DeadLetters letters;
  private final LetterSender sender;
  private final boolean maySendBack;
  private final Semaphore turns = new Semaphore(AT_ONCE);

  /**
   * The routes.
   *
   * @param maySendBack whether callers have to say who they are
   */
  public DeadLetterRoutes(DeadLetters letters, LetterSender sender, boolean maySendBack) {
    this.letters = letters;
    this.sender = sender;
    this.maySendBack = maySendBack;
  }

  @Override
  public void accept(JavalinConfig config) {
    config.routes.get(
        PATH,
        ctx -> inTurn(ctx, () -> list(ctx)),
        Parameter.PARTITION,
        Parameter.BEFORE,
        Parameter.LIMIT);
    config.routes.get(PATH + "/{partition}/{offset}", ctx -> inTurn(ctx, () -> value(ctx)));
    config.routes.post(PATH + "/send-back", ctx -> inTurn(ctx, () -> sendBack(ctx)));
  }

  private void inTurn(Context ctx, Runnable answer) {
    if (!turns.tryAcquire()) {
      Problem.write(
          ctx,
          HttpStatus.SERVICE_UNAVAILABLE,
          AT_ONCE + " calls read the dead letters already; ask again in a moment");
      return;
    }
    try {
      answer.run();
    } catch (KafkaException e) {
      Problem.write(
          ctx,
          HttpStatus.BAD_GATEWAY,
          "the brokers did not let the dead letters be read or sent: " + e.getMessage());
    } finally {
      turns.release();
    }
  }

  private void list(Context ctx) {
    int limit = Parameter.limit(ctx, DEFAULT_LIMIT, MAX_LIMIT);
    Optional<Integer> partition = Parameter.PARTITION.of(ctx).map(Parameter::partition);
    Optional<Long> before = Parameter.BEFORE.numberOf(ctx);
    if (before.isPresent() && partition.isEmpty()) {
      throw new BadRequestResponse("before is an offset; expected partition with it");
    }
    List<ListedLetter> found =
        partition
            .map(
                number ->
                    letters.before(new LetterPlace(number, before.orElse(Long.MAX_VALUE)), limit))
            .orElseGet(() -> letters.newest(limit));
    ctx.json(Map.of("may_send_back", maySendBack, "letters", found));
  }

  private void value(Context ctx) {
    LetterPlace place =
        new LetterPlace(
            Parameter.partition(ctx.pathParam("partition")),
            Parameter.number("offset", ctx.pathParam("offset")));
    Letter letter =
        letters
            .get(place)
            .orElseThrow(
                () ->
                    new NotFoundResponse(
                        "there is no dead letter at partition %s, offset %s"
                            .formatted(place.partition(), place.offset())));
    // Whatever it holds, a browser runs nothing of it.
    ctx.contentType(ContentType.APPLICATION_OCTET_STREAM)
        .header(
            Header.CONTENT_DISPOSITION,
            "attachment; filename=\"dead-letter-" + place.partition() + "-" + place.offset() + "\"")
        .result(letter.value() == null ? new byte[0] : letter.value());
  }

  private void sendBack(Context ctx) {
    if (!maySendBack) {
      throw new ForbiddenResponse(
          "this server knows nobody: dead letters are sent back where "
              + HttpConfig.TOKEN
              + " is set");
    }
    String from = ctx.header("Sec-Fetch-Site");
    if (from != null && !from.equals("same-origin") && !from.equals("none")) {
      throw new ForbiddenResponse("dead letters are not sent back for the pages of other sites");
    }
    String type = ctx.contentType();
    if (type == null || !type.startsWith(ContentType.JSON)) {
      throw new UnsupportedMediaTypeResponse(
          "expected Content-Type: application/json, got " + type);
    }
    List<Sent> outcomes = new ArrayList<>();
    sender
        .sendBack(selection(ctx.body()))
        .forEach((place, outcome) -> outcomes.add(Sent.of(place, outcome)));
    ctx.json(Map.of("letters", outcomes));
  }

  private static Set<LetterPlace> selection(String body) {
    Selection selection;
    try {
      selection = JSON.readValue(body, Selection.class);
    } catch (JsonProcessingException e) {
      throw wrongSelection(e.getOriginalMessage());
    }
    if (selection == null || selection.letters() == null || selection.letters().contains(null)) {
      throw wrongSelection("no letters");
    }
    Set<LetterPlace> places = new LinkedHashSet<>(selection.letters());
    if (places.isEmpty() || places.size() > LetterSender.MOST_AT_ONCE) {
      throw wrongSelection(places.size() + " letters");
    }
    return places;
  }

  private static BadRequestResponse wrongSelection(String found) {
    return new BadRequestResponse(
        "expected {\"letters\":[{\"partition\":0,\"offset\":7}]}, 1 to "
            + LetterSender.MOST_AT_ONCE
            + " of them; got "
            + found);
  }
}
