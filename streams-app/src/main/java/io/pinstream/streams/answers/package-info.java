/** The eight questions, answered from counts that every change of a post adds to and takes from. */
package io.pinstream.streams.answers;
