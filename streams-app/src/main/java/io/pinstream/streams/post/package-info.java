/**
 * A post and its codec: {@link io.pinstream.streams.post.RowReader} takes a record's value apart
 * into a {@link io.pinstream.streams.post.Row}, up to three of which make a {@link
 * io.pinstream.streams.post.Post}, which writes itself for the store and as JSON by copying.
 */
package io.pinstream.streams.post;
