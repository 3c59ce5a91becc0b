// SPDX-License-Identifier: Apache-2.0
/** {@code ./pinstream msk}: the zips and the template on an AWS account, and the way back. */
package io.pinstream.msk;
