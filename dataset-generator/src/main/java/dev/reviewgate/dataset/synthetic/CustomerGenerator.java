package dev.reviewgate.dataset.synthetic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.reviewgate.dataset.synthetic.CounterRandom.Draw;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;

/**
 * Writes a customer dataset with accidents in about the share of rows that was asked for. Rows are made in blocks, by a second
 * thread too where there is a second processor: a row depends on the request and on its number alone.
 */
public final class CustomerGenerator {
    /** The names of the columns, in their order. */
    public static final List<String> COLUMNS = Customers.COLUMNS;

    /** Two rows share an identifier at this distance, so that no reader can find them by comparing neighbours. */
    private static final int PAIR_DISTANCE = 32;

    private static final int BLOCK_ROWS = 2_048;

    /** Blocks that are being made or wait to be written. */
    private static final int BLOCKS = 4;

    private final CustomerRequest request;
    private final CounterRandom random;
    private final long pairs;
    private final long singles;

    public CustomerGenerator(CustomerRequest request) {
        this.request = requireNonNull(request, "request");
        random = new CounterRandom(request.seed());
        var pairRate = request.anomalyRate() * Anomaly.DUPLICATED_ID.share();
        // Of the rows that are in no pair, so that both together make up the rate.
        var singleRate = (request.anomalyRate() - pairRate) / (1 - pairRate);
        pairs = CounterRandom.threshold(pairRate);
        singles = CounterRandom.threshold(singleRate);
    }

    /** Writes UTF-8 with LF line endings, by as many threads as pay; leaves {@code out} open. */
    public void writeTo(OutputStream out) throws IOException {
        writeTo(out, Runtime.getRuntime().availableProcessors());
    }

    /** Writes UTF-8 with LF line endings, by one thread or, if more are allowed, by two; leaves {@code out} open. */
    public void writeTo(OutputStream out, int threads) throws IOException {
        out.write((String.join(",", COLUMNS) + "\n").getBytes(UTF_8));
        if (threads < 2 || request.rows() <= BLOCK_ROWS) {
            var block = new Block();
            for (var row = 0L; row < request.rows(); row += BLOCK_ROWS) {
                block.fill(row);
                block.writeTo(out);
            }
        } else {
            writeByTwo(out);
        }
        out.flush();
    }

    private void writeByTwo(OutputStream out) throws IOException {
        var helper = Executors.newSingleThreadExecutor(task -> {
            var thread = new Thread(task, "customers");
            thread.setDaemon(true);
            return thread;
        });
        try {
            var tasks = new ArrayDeque<FutureTask<Block>>();
            var next = 0L;
            for (; tasks.size() < BLOCKS && next < request.rows(); next += BLOCK_ROWS) {
                tasks.add(submit(new Block(), next, helper));
            }
            while (!tasks.isEmpty()) {
                var task = tasks.remove();
                // Does nothing if the helper has begun it: whoever comes first makes the block.
                task.run();
                var block = await(task);
                block.writeTo(out);
                if (next < request.rows()) {
                    tasks.add(submit(block, next, helper));
                    next += BLOCK_ROWS;
                }
            }
        } finally {
            helper.shutdownNow();
        }
    }

    private static FutureTask<Block> submit(Block block, long row, ExecutorService helper) {
        var task = new FutureTask<>(() -> block.fill(row), block);
        helper.execute(task);
        return task;
    }

    /** Waits for a block, which takes less than a millisecond; an interrupt is left to whoever called. */
    private static Block await(FutureTask<Block> task) {
        var interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw new IllegalStateException("no row can fail to be made", e);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The accident of a row (from 0), if it has one. */
    public Optional<Anomaly> anomaly(long row) {
        var state = random.state(row);
        if (isPaired(row, state)) {
            return Optional.of(Anomaly.DUPLICATED_ID);
        }
        return isSingle(state) ? Optional.of(singleKind(state)) : Optional.empty();
    }

    private boolean isPaired(long row, long state) {
        var first = firstOfPair(row);
        return CounterRandom.happens(pairs, first == row ? state : random.state(first), Draw.PAIR_FAULT)
                && first + PAIR_DISTANCE < request.rows();
    }

    private boolean isSingle(long state) {
        return CounterRandom.happens(singles, state, Draw.FAULT);
    }

    private static long firstOfPair(long row) {
        return row & ~(long) PAIR_DISTANCE;
    }

    private static Anomaly singleKind(long state) {
        var point = CounterRandom.share(state, Draw.KIND) * (1 - Anomaly.DUPLICATED_ID.share());
        for (var kind : Anomaly.values()) {
            point -= kind.share();
            if (point < 0) {
                return kind;
            }
        }
        return Anomaly.IMPOSSIBLE_VALUE;
    }

    /** Some rows as bytes; for one thread at a time. */
    private final class Block {
        private final byte[] bytes = new byte[BLOCK_ROWS * Customers.MAX_ROW_BYTES];
        private final Faults faults = new Faults();
        private int length;

        void fill(long firstRow) {
            var rows = Math.min(BLOCK_ROWS, request.rows() - firstRow);
            var at = 0;
            for (var row = firstRow; row < firstRow + rows; row++) {
                at = put(row, at);
            }
            length = at;
        }

        private int put(long row, int at) {
            var state = random.state(row);
            if (isPaired(row, state)) {
                return Customers.putRow(bytes, at, firstOfPair(row), state);
            }
            if (isSingle(state)) {
                return faults.putRow(singleKind(state), bytes, at, row, state);
            }
            return Customers.putRow(bytes, at, row, state);
        }

        void writeTo(OutputStream out) throws IOException {
            out.write(bytes, 0, length);
        }
    }
}
