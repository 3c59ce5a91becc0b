// SPDX-License-Identifier: Apache-2.0
/** When posts are due: the patterns in which they arrive, and what a late one is owed. */
package io.pinstream.connect.source.pace;
