// SPDX-License-Identifier: Apache-2.0
/**
 * The REST proxy from its start to its end: {@code RestProxy} is the command line, {@code
 * ProxyRunner} puts the parts together and takes them apart again, {@code HealthProbe} is a
 * container's health check, {@code ProxyVersion} what the build called it. All on the main thread,
 * but that a signal ends it on a thread of the JVM.
 *
 * <p>A row's way, each package knowing those behind it only: {@code http} (the request, and its
 * answer) - {@code rows} (what of it is a row) - {@code write} (cleaned, sent, acknowledged or not)
 * - {@code connect} (transforms and converters, as a worker runs them); {@code topics} says which
 * topics there are. A row passes these on the request's thread; the producer's thread says what
 * became of it, and one of the server's threads writes the answer.
 */
package io.pinstream.rest;
