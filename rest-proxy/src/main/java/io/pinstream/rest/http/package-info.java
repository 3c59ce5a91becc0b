// SPDX-License-Identifier: Apache-2.0
/**
 * The proxy's HTTP API on Javalin: {@code WebServer} serves what {@code ProxyRoutes} put together.
 *
 * <p>Writing: {@code ProduceRoutes} and {@code StreamRoutes} say what a path means, {@code
 * ProduceRequest} and {@code StreamRequest} what a body does, {@code RowRequests} how a request
 * goes on from there, {@code Outcome} what its status is. Looking up: {@code LookupRoutes}, {@code
 * HealthRoutes}, {@code MetricsRoute}, {@code OpenApiRoute}. Paths and names: {@code Stage}, {@code
 * StreamNames}, {@code MediaTypes}. Guards: {@code BearerToken}, {@code TlsContext}, {@code
 * RequestBodies}, which bounds size, memory, time and threads. Errors: {@code ApiException} in,
 * {@code ErrorAnswers} out. {@code Meters} counts.
 *
 * <p>A body is read and its rows are sent on one of {@code http.threads}; no thread waits for the
 * brokers; the answer is written on one of the server's, never on the producer's.
 */
package io.pinstream.rest.http;
