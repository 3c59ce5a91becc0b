// SPDX-License-Identifier: Apache-2.0
/**
 * API and page, on Javalin: a {@code WebServer} listens by {@code ServerConnectors}, and serves the
 * routes that {@code run} gives it, each group a class. What everybody may ask: {@code
 * QuestionRoutes}, {@code HistoryRoute}, {@code PostRoutes}, {@code EventStream}, {@code
 * PageRoute}; what an operator asks: {@code DeadLetterRoutes}, {@code ReadinessRoutes} (with {@code
 * Readiness}), {@code MetricsRoute}, {@code ReadinessProbe} from outside; what instances ask each
 * other, on a port of their own: {@code InstanceRoutes}. Guards in front: {@code AllowedHosts},
 * {@code SharedSecret}, {@code SecurityHeaders}, and {@code Parameter}, which lets a route be asked
 * with those that it knows. {@code ExceptionHandlers}, {@code Problem} and {@code JsonArray} write.
 *
 * <p>Requests run on the server's threads and ask {@code instances} and {@code live}; none of them
 * waits for the join, nor the join for them. {@code EventStream} has a thread that ticks once a
 * second, and one for each listener that is being written to.
 */
package io.pinstream.streams.http;
