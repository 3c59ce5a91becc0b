// SPDX-License-Identifier: Apache-2.0
package io.pinstream.msk;

/** A deployment that cannot go on. The message says why, and what to do. */
public final class DeploymentException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DeploymentException(String message) {
    super(message);
  }

  DeploymentException(String message, Throwable cause) {
    super(message, cause);
  }
}
