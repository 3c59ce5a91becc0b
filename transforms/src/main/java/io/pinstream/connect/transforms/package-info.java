// SPDX-License-Identifier: Apache-2.0
/**
 * The transform {@link io.pinstream.connect.transforms.Clean} and the predicate {@link
 * io.pinstream.connect.transforms.HasField}; {@code TombstoneToRow}, by which appending sinks keep
 * deletions; {@code VersionedByJar} is what all three are.
 *
 * <p>What is declared, read once by {@code configure}: {@code CleanConfig} the settings, which
 * docs/clean.md declares, {@code Preset} those that come ready made, {@code FieldExpressionParser}
 * one line of them, {@code FieldExpression} what it says, {@code Operations} what a line may do
 * ({@code NullIf}, {@code CountParser}, {@code ParseTimestamp}), {@code FieldType} what it may
 * make, {@code Table} all of it for one table; {@code OnError}, {@code SchemaOutput} and {@code
 * TimestampOutput} are settings with a choice, {@code TimestampPattern} is a form of text.
 *
 * <p>What is made of it for each shape of records that comes: {@code Plans} remembers, {@code Plan}
 * is for one shape and {@code FieldPlan} for one of its fields, {@code OutputSchema} says what
 * comes out, {@code RecordCriterion} what is not of the table.
 *
 * <p>What is done to each value: {@code FieldReader} takes it, {@code Operation} changes it, {@code
 * Conversion} brings it to its type, {@code Schemaless} out of its schema; {@code IsoTimestamp},
 * {@code ShortestDecimal} and {@code OriginalText} write texts and numbers; {@code
 * TextOfBoundedReads} ends what a regular expression would never end.
 *
 * <p>What becomes of what can't be cleaned: {@code Unclean}, thrown for a value up to {@code Plan}
 * and for a record up to {@code Clean}; {@code FailureMessage} and {@code FailureLog}; {@code
 * UncleanException} is what a worker sees.
 *
 * <p>A worker makes a transform for each task and calls it on that task's thread only: nothing here
 * is shared between threads.
 */
package io.pinstream.connect.transforms;
