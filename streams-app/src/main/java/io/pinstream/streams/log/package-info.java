/** Values on disk for as long as the process lives; where each lies is kept in memory. */
package io.pinstream.streams.log;
