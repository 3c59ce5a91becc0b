// SPDX-License-Identifier: Apache-2.0
/**
 * Plugin archives: what a Connect worker will load with one class loader.
 *
 * <p>{@link io.pinstream.packaging.PluginArchives} runs in the build: it checks the finished zip,
 * adds the archives of other plugins to it, and checks again.
 */
package io.pinstream.packaging;
