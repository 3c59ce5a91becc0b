// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.dataset;

import java.time.LocalDateTime;

/**
 * A row of {@code geolocation_data}.
 *
 * @param ind number of the post, from 0
 * @param timestamp when it was posted, UTC, whole seconds
 * @param latitude degrees, -90 to 90, at most six significant digits
 * @param longitude degrees, -180 to 180, at most six significant digits
 * @param country one of 243 names
 */
public record GeoRow(
    int ind, LocalDateTime timestamp, float latitude, float longitude, String country) {}
