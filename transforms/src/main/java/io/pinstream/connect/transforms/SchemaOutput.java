// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.transforms;

/** Whether cleaned records carry a schema. */
enum SchemaOutput {
  /** As the input does. */
  KEEP,
  /** Always: a schemaless record gets the declared schema. */
  ADD,
  /** Never. */
  REMOVE
}
