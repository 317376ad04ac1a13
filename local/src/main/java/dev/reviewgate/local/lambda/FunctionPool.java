package dev.reviewgate.local.lambda;

import dev.reviewgate.local.template.Template;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/** A function's instances: warm ones are used again, more are started while all are busy, up to a limit. */
final class FunctionPool implements AutoCloseable {
    private final Template.Function function;
    private final FunctionProcess launcher;
    private final FunctionLog log;
    private final ExecutorService executor;
    private final int limit;

    private final Deque<Instance> idle = new ArrayDeque<>();
    private final Set<Instance> all = new HashSet<>();
    private boolean closed;

    FunctionPool(
            Template.Function function,
            FunctionProcess launcher,
            FunctionLog log,
            ExecutorService executor,
            int limit) {
        this.function = function;
        this.launcher = launcher;
        this.log = log;
        this.executor = executor;
        this.limit = limit;
    }

    Template.Function function() {
        return function;
    }

    /** Starts an instance ahead of the first call. */
    void warm() {
        executor.execute(() -> {
            synchronized (this) {
                if (!closed && all.isEmpty()) {
                    idle.push(create());
                    notifyAll();
                }
            }
        });
    }

    /** Calls the function; a caller that is interrupted leaves, the function works on, as on AWS. */
    InvocationResult invoke(byte[] payload) throws InterruptedException {
        Future<InvocationResult> result = executor.submit(() -> {
            Instance instance = take();
            try {
                return instance.invoke(payload);
            } finally {
                giveBack(instance);
            }
        });
        try {
            return result.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot run " + function.logicalId(), e.getCause());
        }
    }

    private synchronized Instance take() throws InterruptedException {
        while (true) {
            if (closed) {
                throw new IllegalStateException("the function is being stopped");
            }
            Instance warm = idle.poll();
            if (warm != null && !warm.usable()) {
                all.remove(warm);
                warm.close();
            } else if (warm != null) {
                return warm;
            } else if (all.size() < limit) {
                return create();
            } else {
                wait();
            }
        }
    }

    private Instance create() {
        Instance instance = new Instance(function, launcher, log, executor);
        all.add(instance);
        return instance;
    }

    private synchronized void giveBack(Instance instance) {
        if (instance.usable() && !closed) {
            idle.push(instance);
        } else {
            all.remove(instance);
            instance.close();
        }
        notifyAll();
    }

    @Override
    public synchronized void close() {
        closed = true;
        all.forEach(Instance::close);
        all.clear();
        idle.clear();
        notifyAll();
    }
}
