// SPDX-License-Identifier: Apache-2.0
/**
 * The proxy's settings, read once at the start, on the main thread: {@code SettingsFile} is the
 * file, {@code ProxyConfig} all of it, {@code HttpConfig} how the proxy is reached, {@code
 * ConnectorSettings} what a connector has under the same names, {@code ClientSettings} what is for
 * Kafka's clients. What can't be used is an {@code InvalidSettingException}. Immutable, so that
 * every thread may ask them.
 */
package io.pinstream.rest.config;
