// SPDX-License-Identifier: Apache-2.0
/**
 * From what a request holds to rows: {@code Json} reads through a {@code MeteredParser}, {@code
 * RowOpener} finds the rows in arrays, wrappers and text, {@code Row} is one, with its defect if it
 * is none; a {@code RowReceiver} takes them. Called by {@code http} on the request's thread;
 * without state.
 */
package io.pinstream.rest.rows;
