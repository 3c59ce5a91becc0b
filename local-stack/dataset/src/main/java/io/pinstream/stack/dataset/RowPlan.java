// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.dataset;

import io.pinstream.stack.dataset.RandomNumbers.Purpose;

/**
 * Which kind each row is: who posted it and which sentinels it holds.
 *
 * <p>One shuffled order decides on the rows without poster, without picture, with several videos
 * and with one; they overlap as in the original: a row without poster has neither title, tags nor
 * picture, and all of them are multi-video rows, as are all rows without picture. Further orders,
 * each over the rows that are left, decide on the rest.
 */
final class RowPlan {
  private final int posterErrors;
  private final int imageSrcErrors;
  private final int multiVideos;
  private final int videos;
  private final Shuffle kinds;
  private final Shuffle posters;
  private final Shuffle titles;
  private final Shuffle descriptions;
  private final Shuffle tags;
  private final PosterSizes posterSizes;
  private final Quotas<TitleKind> titleQuotas;
  private final Quotas<DescriptionKind> descriptionQuotas;
  private final Quotas<TagsKind> tagsQuotas;

  RowPlan(long seed, int rows) {
    posterErrors = Shares.POSTER_ERROR.of(rows);
    imageSrcErrors = Shares.IMAGE_SRC_ERROR.of(rows);
    multiVideos = Shares.MULTI_VIDEO.of(rows);
    videos = Shares.VIDEO.of(rows);
    int withPoster = rows - posterErrors;
    kinds = new Shuffle(RandomNumbers.key(seed, Purpose.KIND), rows);
    posters = new Shuffle(RandomNumbers.key(seed, Purpose.POSTER), withPoster);
    titles = new Shuffle(RandomNumbers.key(seed, Purpose.TITLE_KIND), withPoster);
    tags = new Shuffle(RandomNumbers.key(seed, Purpose.TAGS_KIND), withPoster);
    descriptions =
        new Shuffle(RandomNumbers.key(seed, Purpose.DESCRIPTION_KIND), rows - multiVideos);
    posterSizes = new PosterSizes(withPoster, posterErrors);
    titleQuotas =
        new Quotas<>(TitleKind.PLAIN)
            .add(TitleKind.EMPTY, Shares.TITLE_EMPTY.of(rows))
            .add(TitleKind.UNTITLED, Shares.TITLE_UNTITLED.of(rows))
            .add(TitleKind.LOOKALIKE, Shares.TITLE_LOOKALIKE.of(rows))
            .add(TitleKind.LONGEST, Shares.TITLE_LONGEST.of(rows))
            .add(TitleKind.LINE_BREAK, Shares.TITLE_LINE_BREAK.of(rows))
            .add(TitleKind.CYRILLIC, Shares.TITLE_CYRILLIC.of(rows))
            .add(TitleKind.CJK, Shares.TITLE_CJK.of(rows))
            .add(TitleKind.EMOJI, Shares.TITLE_EMOJI.of(rows));
    descriptionQuotas =
        new Quotas<>(DescriptionKind.WHOLE)
            .add(DescriptionKind.UNAVAILABLE, Shares.DESCRIPTION_UNAVAILABLE.of(rows))
            .add(DescriptionKind.UNTITLED, Shares.DESCRIPTION_UNTITLED.of(rows))
            .add(DescriptionKind.EMPTY, Shares.DESCRIPTION_EMPTY.of(rows))
            .add(DescriptionKind.LOOKALIKE, Shares.DESCRIPTION_LOOKALIKE.of(rows))
            .add(DescriptionKind.LONGEST, Shares.DESCRIPTION_LONGEST.of(rows))
            .add(DescriptionKind.CUT_OFF, Shares.DESCRIPTION_CUT_OFF.of(rows));
    tagsQuotas =
        new Quotas<>(TagsKind.PLAIN)
            .add(TagsKind.UNAVAILABLE, Shares.TAGS_UNAVAILABLE.of(rows))
            .add(TagsKind.LONGEST, Shares.TAGS_LONGEST.of(rows));
  }

  PosterSizes posterSizes() {
    return posterSizes;
  }

  /** The number of the row's poster; {@link PosterSizes#UNKNOWN} where it is a sentinel. */
  int poster(int index) {
    return posterOf(kinds.rankOf(index));
  }

  private int posterOf(int rank) {
    return rank < posterErrors
        ? PosterSizes.UNKNOWN
        : posterSizes.posterAt(posters.rankOf(rank - posterErrors));
  }

  /** Everything about the kind of a row. */
  Row row(int index) {
    int rank = kinds.rankOf(index);
    Media media =
        rank < multiVideos
            ? Media.MULTI_VIDEO
            : rank < multiVideos + videos ? Media.VIDEO : Media.IMAGE;
    boolean unknownPoster = rank < posterErrors;
    int titleRank = unknownPoster ? 0 : titles.rankOf(rank - posterErrors);
    int tagsRank = unknownPoster ? 0 : tags.rankOf(rank - posterErrors);
    boolean story = media == Media.MULTI_VIDEO;
    int descriptionRank = story ? 0 : descriptions.rankOf(rank - multiVideos);
    return new Row(
        posterOf(rank),
        media,
        rank < imageSrcErrors,
        unknownPoster ? TitleKind.UNAVAILABLE : titleQuotas.at(titleRank),
        titleRank,
        story ? DescriptionKind.STORY : descriptionQuotas.at(descriptionRank),
        descriptionRank,
        unknownPoster ? TagsKind.UNAVAILABLE : tagsQuotas.at(tagsRank));
  }

  /**
   * The kind of a row.
   *
   * @param titleRank place in the order that decided on the title's kind: those of one kind are
   *     consecutive
   * @param descriptionRank likewise for the description
   */
  record Row(
      int poster,
      Media media,
      boolean imageSrcError,
      TitleKind title,
      int titleRank,
      DescriptionKind description,
      int descriptionRank,
      TagsKind tags) {}

  enum Media {
    IMAGE,
    VIDEO,
    MULTI_VIDEO
  }

  enum TitleKind {
    PLAIN,
    UNAVAILABLE,
    EMPTY,
    UNTITLED,
    LOOKALIKE,
    LONGEST,
    LINE_BREAK,
    CYRILLIC,
    CJK,
    EMOJI
  }

  enum DescriptionKind {
    WHOLE,
    STORY,
    UNAVAILABLE,
    UNTITLED,
    EMPTY,
    LOOKALIKE,
    LONGEST,
    CUT_OFF
  }

  enum TagsKind {
    PLAIN,
    UNAVAILABLE,
    LONGEST
  }
}
