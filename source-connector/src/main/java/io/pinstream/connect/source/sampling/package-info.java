// SPDX-License-Identifier: Apache-2.0
/**
 * What stands where in an emulation, as functions of seed and position: which row, which round,
 * what happens to posts. Nothing here waits, reads or remembers more than where it is.
 */
package io.pinstream.connect.source.sampling;
