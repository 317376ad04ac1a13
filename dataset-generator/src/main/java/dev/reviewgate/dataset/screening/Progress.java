package dev.reviewgate.dataset.screening;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/** Tells people how far one pass over a file has come, at most once in two seconds, however many threads are at it. */
final class Progress {
    /** Rows between two calls of {@link #advance}: often enough for people, seldom enough to cost nothing. */
    static final int ROWS = 1 << 14;

    private static final long INTERVAL_NANOS = 2_000_000_000L;

    private final String phase;
    private final long totalBytes;
    private final Consumer<String> listener;
    private final LongAdder rows = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final AtomicLong last;

    Progress(String phase, long totalBytes, Consumer<String> listener) {
        this.phase = phase;
        this.totalBytes = Math.max(1, totalBytes);
        this.listener = listener;
        last = new AtomicLong(System.nanoTime());
    }

    /** Adds what one thread has done since it last said so. */
    void advance(long moreRows, long moreBytes) {
        rows.add(moreRows);
        bytes.add(moreBytes);
        var now = System.nanoTime();
        var before = last.get();
        if (now - before >= INTERVAL_NANOS && last.compareAndSet(before, now)) {
            var percent = Math.min(100, 100 * bytes.sum() / totalBytes);
            listener.accept(phase + ": " + Text.count(rows.sum()) + " rows, " + percent + " %");
        }
    }
}
