// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/**
 * A table's rows as bytes, made by other threads a few chunks ahead of the reader, so that no more
 * than those chunks are ever held.
 */
final class RowStream extends InputStream {
  private static final int ROWS_PER_CHUNK = 2_000;
  private static final int CHUNKS_AHEAD = 4;
  private static final int BYTES_PER_ROW = 700;

  private final Table table;
  private final PinterestDataset dataset;
  private final ExecutorService makers;
  private final ProgressListener progress;
  private final Queue<Future<byte[]>> ahead = new ArrayDeque<>();
  private byte[] chunk = new byte[0];
  private int position;
  private int nextRow;
  private int rowsRead;

  RowStream(
      Table table, PinterestDataset dataset, ExecutorService makers, ProgressListener progress) {
    this.table = table;
    this.dataset = dataset;
    this.makers = makers;
    this.progress = progress;
  }

  @Override
  public int read() throws IOException {
    return advance() ? chunk[position++] & 0xFF : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!advance()) {
      return -1;
    }
    int count = Math.min(length, chunk.length - position);
    System.arraycopy(chunk, position, target, offset, count);
    position += count;
    return count;
  }

  /** Stops the making of rows that nobody will read. */
  @Override
  public void close() {
    ahead.forEach(future -> future.cancel(true));
    ahead.clear();
  }

  /** Makes sure that there is a byte to read; false at the end. */
  private boolean advance() throws IOException {
    if (position < chunk.length) {
      return true;
    }
    while (ahead.size() < CHUNKS_AHEAD && nextRow < dataset.rows()) {
      int from = nextRow;
      int to = (int) Math.min((long) from + ROWS_PER_CHUNK, dataset.rows());
      ahead.add(makers.submit(() -> make(from, to)));
      nextRow = to;
    }
    progress.onProgress(table.sqlName(), rowsRead, dataset.rows());
    if (ahead.isEmpty()) {
      return false;
    }
    try {
      chunk = ahead.remove().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException(
          "Interrupted while rows of " + table.sqlName() + " were made");
    } catch (ExecutionException e) {
      throw new IOException("Can't make rows of " + table.sqlName(), e.getCause());
    }
    position = 0;
    rowsRead = (int) Math.min((long) rowsRead + ROWS_PER_CHUNK, dataset.rows());
    return true;
  }

  private byte[] make(int from, int to) throws SQLException {
    TabSeparatedText text = new TabSeparatedText((to - from) * BYTES_PER_ROW);
    for (int index = from; index < to; index++) {
      table.write(dataset, index, text);
    }
    return text.toUtf8();
  }
}
