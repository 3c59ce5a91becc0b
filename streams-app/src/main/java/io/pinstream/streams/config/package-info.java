// SPDX-License-Identifier: Apache-2.0
/**
 * The app's settings, read once, on the main thread: {@code AppConfig} is all of them, {@code
 * HttpConfig} those of its web servers, each of which listens where its {@code Binding} says,
 * {@code Inputs} what their topics hold, {@code StreamsDefaults} what the app asks of Kafka Streams
 * unless told otherwise, {@code KafkaSettings} the check of names and values that Kafka's clients
 * would only warn about. What can't be used is an {@code InvalidSettingException}.
 */
package io.pinstream.streams.config;
