// SPDX-License-Identifier: Apache-2.0
/** The REST proxy: its command line, its settings read, its parts put together. */
package io.pinstream.rest;
