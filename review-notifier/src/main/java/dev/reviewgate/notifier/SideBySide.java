package dev.reviewgate.notifier;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Uses several channels at the same time, so that none waits for another, and none is waited for too long. */
final class SideBySide {
    private final Duration limit;
    private final LongSupplier nanoTime;
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "channel");
        thread.setDaemon(true);
        return thread;
    });

    /** @param limit how long all of it may take; each piece of work has a shorter limit of its own, so this is the last resort */
    SideBySide(Duration limit) {
        this(limit, System::nanoTime);
    }

    SideBySide(Duration limit, LongSupplier nanoTime) {
        this.limit = limit;
        this.nanoTime = nanoTime;
    }

    /** What is to be done for one channel. */
    record Work(String channel, Supplier<Delivery> send) {}

    /**
     * Returns what became of each, in the order of the work; work that fails or takes too long counts as not sent,
     * though it may have been: a message that comes twice is better than one that nobody gets.
     */
    List<Delivery> all(List<Work> work) {
        long end = nanoTime.getAsLong() + limit.toNanos();
        List<Future<Delivery>> running =
                work.stream().map(w -> threads.submit(w.send()::get)).toList();
        List<Delivery> done = new ArrayList<>();
        for (int i = 0; i < work.size(); i++) {
            done.add(await(work.get(i).channel(), running.get(i), Math.max(0, end - nanoTime.getAsLong())));
        }
        return done;
    }

    private Delivery await(String channel, Future<Delivery> running, long nanos) {
        try {
            return running.get(nanos, TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            running.cancel(true);
            return new Delivery.NotSent(channel, channel + " was not done within " + limit.toSeconds() + " s");
        } catch (ExecutionException e) {
            return new Delivery.NotSent(channel, channel + " failed: " + e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Delivery.NotSent(channel, channel + " was interrupted");
        }
    }
}
