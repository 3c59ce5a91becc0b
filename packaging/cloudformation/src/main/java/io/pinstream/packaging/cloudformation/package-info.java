// SPDX-License-Identifier: Apache-2.0
/**
 * The CloudFormation template, whose connectors have the settings of {@code config/msk}. {@code
 * RenderTemplate} is the build's step, on one thread: it reads the {@code Template}'s source, and
 * puts in {@code MskSettings} wherever that names a file, with {@code Placeholders} in the place of
 * what users would fill in.
 */
package io.pinstream.packaging.cloudformation;
