// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import org.apache.kafka.connect.data.SchemaBuilder;

/**
 * A column type's counterpart in Connect.
 *
 * @param schema a fresh builder: whether the field is optional is the column's affair
 * @param reader reads values that fit the schema
 */
record ColumnMapping(SchemaBuilder schema, ColumnReader reader) {}
