// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.dataset;

/**
 * What a database says about the data set in it.
 *
 * @param seed seed of the rows
 * @param rows rows in each table
 * @param generation of the generator that made them
 * @param complete false while the load goes on, or after it broke off
 */
record LoadedDataset(long seed, int rows, int generation, boolean complete) {
  static LoadedDataset of(PinterestDataset dataset, boolean complete) {
    return new LoadedDataset(dataset.seed(), dataset.rows(), PinterestDataset.GENERATION, complete);
  }
}
