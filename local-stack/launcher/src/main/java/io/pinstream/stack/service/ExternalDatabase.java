// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.service;

import java.nio.file.Path;

/** A database that the user runs: the stack neither starts nor ends it. */
public record ExternalDatabase(String url, String user, String password) implements Database {

  @Override
  public String name() {
    return "database";
  }

  @Override
  public String address() {
    return url;
  }

  @Override
  public Path log() {
    return null;
  }

  @Override
  public void close() {}

  @Override
  public String toString() {
    return "ExternalDatabase[" + url + ", user " + user + "]";
  }
}
