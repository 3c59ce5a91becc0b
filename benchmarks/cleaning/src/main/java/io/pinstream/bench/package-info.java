// SPDX-License-Identifier: Apache-2.0
/**
 * What cleaning one pin costs, measured by JMH on its thread: {@code PinCleaningBenchmark} compares
 * the preset with {@code HandWrittenPinCleaning} and {@code ApacheChain} over {@code PinRows}.
 */
package io.pinstream.bench;
