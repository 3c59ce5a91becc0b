/** Dead letters, looked at and sent back to where they came from, once what made them is mended. */
package io.pinstream.streams.letters;
