// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.service;

/** The database that the source reads. */
public interface Database extends Service {

  /** The JDBC URL, without credentials. */
  String url();

  String user();

  String password();
}
