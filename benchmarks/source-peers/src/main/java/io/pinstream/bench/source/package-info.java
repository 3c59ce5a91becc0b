// SPDX-License-Identifier: Apache-2.0
/**
 * A source that costs nothing, to be run by the same worker: {@code ReadyMadeSourceConnector} and
 * its {@code ReadyMadeSourceTask}, which hands out the same records again and again. Called as any
 * connector is, on threads of the worker's.
 */
package io.pinstream.bench.source;
