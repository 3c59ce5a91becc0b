/**
 * What one instance of the app knows of all: each instance has some of the partitions, and
 * whichever is asked asks the others for theirs. Instances ask each other under {@code /instance},
 * where each speaks of its own partitions only, so a question is never passed on twice.
 */
package io.pinstream.streams.instances;
