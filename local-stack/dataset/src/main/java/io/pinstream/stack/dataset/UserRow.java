// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.dataset;

import java.time.LocalDateTime;

/**
 * A row of {@code user_data}.
 *
 * @param ind number of the post, from 0
 * @param firstName first name of who posted
 * @param lastName last name of who posted
 * @param age years, 20 to 60
 * @param dateJoined when the user joined, UTC, whole seconds
 */
public record UserRow(
    int ind, String firstName, String lastName, int age, LocalDateTime dateJoined) {}
