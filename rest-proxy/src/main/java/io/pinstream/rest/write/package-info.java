// SPDX-License-Identifier: Apache-2.0
/**
 * Rows on their way to the brokers: {@code RowWriter} has each cleaned and sends it, on the
 * request's thread, by a {@code RecordSender}, which a {@code ReplaceableProducer} is; {@code
 * RowResults} collects each {@code RowResult} as the producer's thread reports it, {@code
 * SendFailure} says what an exception means for the sender, {@code DeadLetters} makes records of
 * what can't be cleaned.
 */
package io.pinstream.rest.write;
