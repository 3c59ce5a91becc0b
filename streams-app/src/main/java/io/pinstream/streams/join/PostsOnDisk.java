// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.join;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.CompressionType;
import org.rocksdb.DataBlockIndexType;
import org.rocksdb.HashLinkedListMemTableConfig;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;
import org.rocksdb.WriteBufferManager;
import org.rocksdb.WriteOptions;

/**
 * Values by {@code long} key in RocksDB, for as long as a partition is here. Its tree holds keys
 * and places only; the values lie in blob files, which compaction does not copy as long as most of
 * a file is of use. Any thread reads and writes; nobody gets at an engine that is closed.
 */
final class PostsOnDisk implements Closeable {
  private static final long MEBI = 1L << 20;
  private static final long WRITE_BUFFER_BYTES = 64 * MEBI;
  // Of all partitions together, however many there are. The cache is charged for the buffers.
  private static final long WRITE_BUFFERS_BYTES = 3 * WRITE_BUFFER_BYTES;
  private static final long CACHE_BYTES = WRITE_BUFFERS_BYTES + 32 * MEBI;

  static {
    RocksDB.loadLibrary();
  }

  // For the life of the process, as all partitions share them.
  static final Cache CACHE = new LRUCache(CACHE_BYTES);
  private static final Options OPTIONS = options();
  private static final ReadOptions READ = new ReadOptions().setVerifyChecksums(false);
  // The changelog is the truth: nothing here has to outlive the process. A write that has to wait
  // for RocksDB's own threads comes back, for inside it would wait as long as the disk is full.
  private static final WriteOptions WRITE =
      new WriteOptions().setDisableWAL(true).setNoSlowdown(true);
  private static final long STALL_NANOS = TimeUnit.MICROSECONDS.toNanos(200);
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Path folder;
  private final RocksDB rocks;
  private final Lock use;
  private final Lock end;
  private boolean closed;
  // By the one thread that writes.
  private long unchecked;

  /** Empty; what a process that was killed has left in the folder is removed. */
  PostsOnDisk(Path folder) throws IOException, RocksDBException {
    this.folder = folder;
    Utils.delete(folder.toFile());
    Files.createDirectories(folder);
    rocks = RocksDB.open(OPTIONS, folder.toString());
    ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    use = lock.readLock();
    end = lock.writeLock();
  }

  /** One thread writes, keys of eight bytes are asked for one at a time, and nothing is synced. */
  private static Options options() {
    return new Options()
        .setCreateIfMissing(true)
        .setInfoLogLevel(InfoLogLevel.ERROR_LEVEL)
        .setStatsDumpPeriodSec(0)
        .setAvoidFlushDuringShutdown(true)
        .setEnableBlobFiles(true)
        .setBlobFileSize(WRITE_BUFFER_BYTES)
        .setEnableBlobGarbageCollection(true)
        .setBlobGarbageCollectionForceThreshold(0.5)
        // A hash table, with a filter before it: what is written last is found without a search.
        .setWriteBufferSize(WRITE_BUFFER_BYTES)
        .setMaxWriteBufferNumber(3)
        .setWriteBufferManager(new WriteBufferManager(WRITE_BUFFERS_BYTES, CACHE))
        .useFixedLengthPrefixExtractor(Long.BYTES)
        // Small while it is empty, for a hundred partitions have one each.
        .setMemTableConfig(new HashLinkedListMemTableConfig().setBucketCount(1 << 15))
        .setArenaBlockSize(256 << 10)
        .setMemtablePrefixBloomSizeRatio(0.005)
        .setMemtableWholeKeyFiltering(true)
        .setAllowConcurrentMemtableWrite(false)
        .setEnableWriteThreadAdaptiveYield(false)
        // Who reads knows that the key is there: no filter at the lowest level.
        .setOptimizeFiltersForHits(true)
        .setCompressionType(CompressionType.NO_COMPRESSION)
        .setTargetFileSizeBase(4 * MEBI)
        .setMaxBytesForLevelBase(40 * MEBI)
        .setTableFormatConfig(
            new BlockBasedTableConfig()
                .setBlockCache(CACHE)
                .setFilterPolicy(new BloomFilter(10))
                .setDataBlockIndexType(DataBlockIndexType.kDataBlockBinaryAndHash));
  }

  /** The key's value, or null. */
  byte[] get(long key) throws RocksDBException {
    use.lock();
    try {
      checkOpen();
      return rocks.get(READ, bytes(key));
    } finally {
      use.unlock();
    }
  }

  /** Gives a key its value, or takes it away if that is null. */
  void put(long key, byte[] value) throws RocksDBException {
    use.lock();
    try {
      checkOpen();
      awaitMemory(value);
      while (!wrote(bytes(key), value)) {
        LockSupport.parkNanos(STALL_NANOS);
      }
    } finally {
      use.unlock();
    }
  }

  /**
   * Waits for room. Where buffers fill faster than they are written out, RocksDB would take 64 MiB
   * more again and again, for each partition: by the sum of the buffers it only knows when to
   * begin. Nobody waits for longer than a second, for on a full disk nothing is written out, and
   * the write says so.
   */
  private void awaitMemory(byte[] value) throws RocksDBException {
    unchecked += value == null ? 0 : value.length;
    if (unchecked < MEBI) {
      return;
    }
    unchecked = 0;
    long until = System.nanoTime() + PATIENCE_NANOS;
    while (CACHE.getPinnedUsage() > CACHE_BYTES
        && rocks.getLongProperty("rocksdb.num-immutable-mem-table") > 0
        && System.nanoTime() - until < 0) {
      LockSupport.parkNanos(STALL_NANOS);
    }
  }

  private boolean wrote(byte[] key, byte[] value) throws RocksDBException {
    try {
      if (value == null) {
        rocks.delete(WRITE, key);
      } else {
        rocks.put(WRITE, key, value);
      }
      return true;
    } catch (RocksDBException e) {
      if (e.getStatus().getCode() == Status.Code.Incomplete) {
        return false;
      }
      throw e;
    }
  }

  private static byte[] bytes(long key) {
    return ByteBuffer.allocate(Long.BYTES).putLong(key).array();
  }

  private void checkOpen() {
    if (closed) {
      throw new InvalidStateStoreException("the posts are closed");
    }
  }

  /** Closes the engine, whose folder is gone then. May be called again. */
  @Override
  public void close() throws IOException {
    end.lock();
    try {
      if (!closed) {
        closed = true;
        rocks.close();
        Utils.delete(folder.toFile());
      }
    } finally {
      end.unlock();
    }
  }
}
