// SPDX-License-Identifier: Apache-2.0
/**
 * The eight questions: asked of the lake in SQL ({@link io.pinstream.stack.questions.LakeAnswers}
 * in DuckDB, {@link io.pinstream.stack.questions.SparkAnswers} in Spark) or of the running app
 * ({@link io.pinstream.stack.questions.LiveAnswers}), and compared ({@link
 * io.pinstream.stack.questions.AnswerComparison}). Each of those who answer is an {@code
 * AnswerSource} and gives {@code AnswerRows}; {@code QuestionFiles} is the SQL. Every class is used
 * by one thread: the command's, or the demo's.
 */
package io.pinstream.stack.questions;
