package dev.reviewgate.dataset;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.DoubleConsumer;

/**
 * The numbers of all columns, kept in one file so that memory does not grow with the rows and a thousand columns need no
 * thousand open files. Each column is a chain of blocks; a block starts with the position of the one before it. Values
 * come back in no particular order.
 */
final class NumberSpill implements Closeable {
    private static final int MEMORY = 1 << 22;
    private static final int MIN_BLOCK = 1 << 12;
    private static final int MAX_BLOCK = 1 << 16;
    private static final long NONE = -1;

    private final FileChannel file;
    private final int blockBytes;
    private final ByteBuffer[] open;
    private final long[] newestBlock;
    private final long[] counts;
    private long end;

    NumberSpill(Path path, int columns) throws IOException {
        file = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
        blockBytes = Math.max(MIN_BLOCK, Math.min(MAX_BLOCK, MEMORY / columns / Long.BYTES * Long.BYTES));
        open = new ByteBuffer[columns];
        newestBlock = new long[columns];
        counts = new long[columns];
        for (var column = 0; column < columns; column++) {
            open[column] = ByteBuffer.allocate(blockBytes);
            startBlock(column, NONE);
        }
    }

    void add(int column, double value) throws IOException {
        var block = open[column];
        if (!block.hasRemaining()) {
            block.flip();
            var position = end;
            while (block.hasRemaining()) {
                end += file.write(block, end);
            }
            startBlock(column, position);
        }
        block.putDouble(value);
        counts[column]++;
    }

    private void startBlock(int column, long previous) {
        open[column].clear();
        open[column].putLong(previous);
        newestBlock[column] = previous;
    }

    long count(int column) {
        return counts[column];
    }

    void forEach(int column, DoubleConsumer values) throws IOException {
        drain(open[column].duplicate().flip(), values);
        var block = ByteBuffer.allocate(blockBytes);
        for (var position = newestBlock[column]; position != NONE; ) {
            block.clear();
            while (block.hasRemaining()) {
                if (file.read(block, position + block.position()) < 0) {
                    throw new IOException("the spill file ends inside a block");
                }
            }
            position = drain(block.flip(), values);
        }
    }

    private static long drain(ByteBuffer block, DoubleConsumer values) {
        var previous = block.getLong();
        while (block.hasRemaining()) {
            values.accept(block.getDouble());
        }
        return previous;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
