// SPDX-License-Identifier: Apache-2.0
/**
 * What a Connect worker does to a record, without a worker: {@code Pipeline} runs each {@code
 * TransformStage} and then {@code RecordConverters}, all made by {@code Plugin} of settings under a
 * connector's names. Connect promises its plugins one thread each, so {@code Pipelines} gives a
 * thread one of its own for as long as it needs it.
 *
 * <p>A row that a stage refuses is an {@code UncleanRowException}, which carries {@code Unclean}:
 * field, rule, message.
 */
package io.pinstream.rest.connect;
