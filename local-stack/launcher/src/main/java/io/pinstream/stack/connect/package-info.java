// SPDX-License-Identifier: Apache-2.0
/**
 * A Connect worker as its user sees it: {@code ConnectClient} speaks its REST API, {@code
 * ConnectorStatus} is what it answers. Called by the stack, the demo and the tests on their own
 * threads; each call waits for its answer.
 */
package io.pinstream.stack.connect;
