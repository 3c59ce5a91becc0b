// SPDX-License-Identifier: Apache-2.0
/**
 * The questions in Spark SQL. {@code SparkQuestions} is a process of its own, since Spark brings
 * 300 MB of jars along: the launcher's {@code SparkAnswers} starts it and reads what it prints. Its
 * main thread asks one question after the other.
 */
package io.pinstream.stack.spark;
