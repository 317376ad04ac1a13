package dev.reviewgate.dataset.stats;

import java.io.Closeable;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What does not fit in memory, kept in one file so that a thousand columns need no thousand open files. It holds any number
 * of chains of blocks; a block starts with the position of the one before it. Each chain is written by one thread, different
 * chains by any number of threads at once.
 */
public final class Spill implements Closeable {
    /** What all open blocks hold together. */
    private static final int MEMORY = 1 << 23;

    /** What a block holds is a multiple of the longest record, three longs. */
    private static final int UNIT = 3 * Long.BYTES;

    private static final int MIN_PAYLOAD = 170 * UNIT;
    private static final int MAX_PAYLOAD = 2_730 * UNIT;
    private static final long NONE = -1;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final FileChannel file;
    private final int chains;
    private final int blockBytes;
    private final AtomicLong end = new AtomicLong();

    /** Opens a new file for about {@code chains} chains, one for each column and part, and those of the duplicates. */
    public Spill(Path path, int chains) throws IOException {
        file = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
        this.chains = Math.max(1, chains);
        var payload = Math.max(MIN_PAYLOAD, Math.min(MAX_PAYLOAD, MEMORY / this.chains / UNIT * UNIT));
        blockBytes = Long.BYTES + payload;
    }

    int chains() {
        return chains;
    }

    /** Bytes written so far, blocks still open left out. */
    public long bytes() {
        return end.get();
    }

    Chain chain() {
        return new Chain();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    /** Gets the bytes of a block that are filled, which are only valid during the call. */
    @FunctionalInterface
    interface Blocks {
        void accept(byte[] block, int from, int to) throws IOException;
    }

    /** A sequence of longs, given back block by block, the newest block first. */
    final class Chain {
        private byte[] block = new byte[0];
        private int filled;
        private long newest = NONE;
        private long longs;

        void add(long value) throws IOException {
            if (filled == block.length) {
                startBlock();
            }
            LONGS.set(block, filled, value);
            filled += Long.BYTES;
            longs++;
        }

        /** A record of three longs; a chain holds either those or single longs. */
        void add(long first, long second, long third) throws IOException {
            if (filled == block.length) {
                startBlock();
            }
            LONGS.set(block, filled, first);
            LONGS.set(block, filled + Long.BYTES, second);
            LONGS.set(block, filled + 2 * Long.BYTES, third);
            filled += UNIT;
            longs += 3;
        }

        private void startBlock() throws IOException {
            if (block.length == 0) {
                block = new byte[blockBytes];
            } else {
                var position = end.getAndAdd(blockBytes);
                var bytes = ByteBuffer.wrap(block);
                while (bytes.hasRemaining()) {
                    file.write(bytes, position + bytes.position());
                }
                newest = position;
            }
            LONGS.set(block, 0, newest);
            filled = Long.BYTES;
        }

        /** How many longs were added. */
        long size() {
            return longs;
        }

        void forEachBlock(Blocks blocks) throws IOException {
            if (filled > Long.BYTES) {
                blocks.accept(block, Long.BYTES, filled);
            }
            if (newest == NONE) {
                return;
            }
            var read = new byte[blockBytes];
            for (var position = newest; position != NONE; position = (long) LONGS.get(read, 0)) {
                var bytes = ByteBuffer.wrap(read);
                while (bytes.hasRemaining()) {
                    if (file.read(bytes, position + bytes.position()) < 0) {
                        throw new IOException("the spill file ends inside a block");
                    }
                }
                blocks.accept(read, Long.BYTES, read.length);
            }
        }

        /** The longs as the bits of doubles. */
        void forEachDouble(Numbers.Consumer consumer) throws IOException {
            var values = new double[(blockBytes - Long.BYTES) / Long.BYTES];
            forEachBlock((bytes, from, to) -> {
                var count = (to - from) / Long.BYTES;
                ByteBuffer.wrap(bytes, from, to - from)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .asDoubleBuffer()
                        .get(values, 0, count);
                consumer.acceptAll(values, count);
            });
        }
    }
}
