// SPDX-License-Identifier: Apache-2.0
/** The CloudFormation template, whose connectors have the settings of {@code config/msk}. */
package io.pinstream.packaging.cloudformation;
