package dev.reviewgate.dataset.screening;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs tasks on a fixed number of threads; on the caller's own if that number is one. */
final class Parallel {
    private Parallel() {}

    /** The results in the order of the tasks. When one fails, what it threw is thrown once all have ended. */
    static <T> List<T> run(int threads, List<Task<T>> tasks) throws IOException {
        var results = new ArrayList<T>();
        if (threads == 1 || tasks.size() == 1) {
            for (var task : tasks) {
                results.add(task.run());
            }
            return results;
        }
        var executor = Executors.newFixedThreadPool(Math.min(threads, tasks.size()), Parallel::daemon);
        try {
            var futures = new ArrayList<Future<T>>();
            for (var task : tasks) {
                futures.add(executor.submit(task::run));
            }
            Throwable failure = null;
            for (var future : futures) {
                try {
                    results.add(future.get());
                } catch (ExecutionException e) {
                    failure = failure == null ? e.getCause() : failure;
                }
            }
            if (failure != null) {
                throw asUnchecked(failure);
            }
            return results;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while screening", e);
        } finally {
            executor.shutdownNow();
        }
    }

    private static Thread daemon(Runnable work) {
        var thread = new Thread(work, "screening");
        thread.setDaemon(true);
        return thread;
    }

    private static RuntimeException asUnchecked(Throwable failure) throws IOException {
        if (failure instanceof IOException e) {
            throw e;
        }
        if (failure instanceof Error e) {
            throw e;
        }
        return (RuntimeException) failure;
    }

    /** Work that may fail to read or write. */
    @FunctionalInterface
    interface Task<T> {
        T run() throws IOException;
    }
}
