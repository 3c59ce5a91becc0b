// SPDX-License-Identifier: Apache-2.0
/**
 * The eight questions: asked of the lake in SQL ({@link io.pinstream.stack.questions.LakeAnswers}
 * in DuckDB, {@link io.pinstream.stack.questions.SparkAnswers} in Spark) or of the running app
 * ({@link io.pinstream.stack.questions.LiveAnswers}), and compared ({@link
 * io.pinstream.stack.questions.AnswerComparison}). Every class is used by one thread.
 */
package io.pinstream.stack.questions;
