// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.dataset;

/**
 * A row of {@code pinterest_data}, raw: sentinels stand where something is unknown.
 *
 * @param index number of the post, from 0
 * @param uniqueId UUID, version 4, in lower case
 * @param title may be empty, {@code Untitled} or {@code No Title Data Available}
 * @param description at most 180 characters; text that was cut off ends in an ellipsis and a
 *     no-break space
 * @param posterName may have outer blanks, or be {@code User Info Error}
 * @param followerCount up to three digits with {@code k}, {@code M} or nothing behind them, or
 *     {@code User Info Error}
 * @param tagList nine tags with commas between them, or {@code N,o, ,T,a,g,s, ,A,v,a,i,l,a,b,l,e}
 * @param imageOrVideo {@code image}, {@code video} or {@code multi-video(story page format)}
 * @param imageSrc URL of the picture, or {@code Image src error.}
 * @param downloaded 0 where {@code imageSrc} is the sentinel, else 1
 * @param saveLocation {@code Local save in /data/} and the category
 * @param category one of {@link PinterestDataset#CATEGORIES}
 */
public record PinRow(
    int index,
    String uniqueId,
    String title,
    String description,
    String posterName,
    String followerCount,
    String tagList,
    String imageOrVideo,
    String imageSrc,
    int downloaded,
    String saveLocation,
    String category) {}
