// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.http;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import io.pinstream.streams.answers.Breakdown;
import io.pinstream.streams.answers.Question;
import io.pinstream.streams.instances.ClusterAnswers;
import io.pinstream.streams.instances.RestrictedAnswers;
import io.pinstream.streams.instances.RestrictedAnswers.Answer;
import io.pinstream.streams.post.PostFilter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * {@code /api/questions} and {@code /api/questions/{n}}: what is asked, and the answer as it is
 * now; {@code /api/questions/{n}/leaders}: those of its rows that lead, where the question asks for
 * them. Both of all posts, or of those of a country, a category and a year. {@code
 * /api/countries/{country}}: a country's posts by category; {@code /api/categories/{category}}: a
 * category's posts by country. Both of posts that name both.
 */
public record QuestionRoutes(ClusterAnswers answers, RestrictedAnswers restricted)
    implements Consumer<JavalinConfig> {
  private static final Parameter[] RESTRICTING = {
    Parameter.COUNTRY, Parameter.CATEGORY, Parameter.YEAR
  };

  /** What is asked, and where the answer is. */
  private record Asked(int number, String question, List<String> columns, String answer) {
    static Asked of(Question question) {
      int number = question.number();
      return new Asked(number, question.text(), question.columns(), "/api/questions/" + number);
    }
  }

  @Override
  public void accept(JavalinConfig config) {
    config.events.serverStopping(restricted::close);
    config.routes.get("/api/questions", this::list);
    config.routes.get("/api/questions/{number}", ctx -> answer(ctx, Answer::rows), RESTRICTING);
    config.routes.get(
        "/api/questions/{number}/leaders",
        ctx -> answer(ctx, answer -> leaders(ctx, answer)),
        RESTRICTING);
    config.routes.get("/api/countries/{country}", ctx -> parts(ctx, Breakdown.COUNTRY_BY_CATEGORY));
    config.routes.get(
        "/api/categories/{category}", ctx -> parts(ctx, Breakdown.CATEGORY_BY_COUNTRY));
  }

  private void list(Context ctx) {
    ctx.json(Arrays.stream(Question.values()).map(Asked::of).toList());
  }

  /** A restricted answer is waited for by no thread of the server, and written by one. */
  private void answer(Context ctx, Function<Answer, List<byte[]>> rows) {
    Question question = question(ctx.pathParam("number"));
    PostFilter filter = Parameter.filter(ctx);
    if (filter.equals(PostFilter.ALL)) {
      JsonArray.write(ctx, rows.apply(Answer.of(answers.sum(question))));
      return;
    }
    ctx.future(
        () ->
            restricted
                .answer(question, filter)
                .whenCompleteAsync(
                    (answer, error) -> {
                      if (error == null) {
                        JsonArray.write(ctx, rows.apply(answer));
                      }
                    },
                    ctx.req().getAsyncContext()::start));
  }

  private static List<byte[]> leaders(Context ctx, Answer answer) {
    return answer
        .leaders()
        .orElseThrow(
            () ->
                new NotFoundResponse(
                    "question "
                        + ctx.pathParam("number")
                        + " asks for no leaders; 2 (of each year) and 3 (of all countries) do"));
  }

  private void parts(Context ctx, Breakdown breakdown) {
    String value = ctx.pathParam(breakdown.whole());
    List<Map<String, Object>> parts = breakdown.of(value, answers.sum(Breakdown.QUESTION));
    if (parts.isEmpty()) {
      throw new NotFoundResponse(
          "no post that names a %s has the %s \"%s\""
              .formatted(breakdown.part(), breakdown.whole(), value));
    }
    ctx.json(parts);
  }

  static Question question(String number) {
    return Arrays.stream(Question.values())
        .filter(question -> Integer.toString(question.number()).equals(number))
        .findFirst()
        .orElseThrow(
            () ->
                new NotFoundResponse(
                    "there is no question %s; they count from 1 to %s"
                        .formatted(number, Question.values().length)));
  }
}
