/**
 * Before the join where the input topics hold rows that nobody cleaned: they are cleaned by the
 * presets of Clean, and written under their index to a topic for each table, from which the join
 * reads them.
 */
package io.pinstream.streams.raw;
