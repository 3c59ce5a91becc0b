// SPDX-License-Identifier: Apache-2.0
/**
 * The proxy's HTTP API on Javalin: {@code WebServer} serves what {@code ProxyRoutes} put together.
 *
 * <p>Writing: {@code ProduceRoutes} and {@code StreamRoutes} say what a path means, {@code
 * ProduceRequest} and {@code StreamRequest} what a body does, {@code RowRequests} how a request
 * goes on from there, {@code Outcome} what its status is. Looking up: {@code LookupRoutes}, {@code
 * HealthRoutes}, {@code MetricsRoute}, {@code OpenApiRoute}. Paths and names: {@code Stage}, {@code
 * StreamNames}, {@code MediaTypes}. Guards: {@code AllowedHosts}, {@code SharedSecret}, {@code
 * TlsContext}; {@code RequestBodies}, {@code RequestRows} and {@code RequestMemory} bound size,
 * time, rows and memory. Errors: {@code ApiException} in, {@code ErrorAnswers} and {@code
 * ServerErrors} out. {@code Meters} counts.
 *
 * <p>A body's rows are cleaned and sent on one of {@code http.threads}; no thread waits for a
 * caller or for the brokers; the answer is made on one of the server's, never on the producer's.
 */
package io.pinstream.rest.http;
