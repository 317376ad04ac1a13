package dev.reviewgate.local.lambda;

import dev.reviewgate.local.template.Template;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The functions of the template, each in JVMs of its own. */
public final class Lambda implements AutoCloseable {
    public static final int PAYLOAD_LIMIT = RuntimeApi.PAYLOAD_LIMIT;

    private final Map<String, FunctionPool> byName = new LinkedHashMap<>();
    private final Map<Long, Running> running = new ConcurrentHashMap<>();
    private final AtomicLong calls = new AtomicLong();

    /** A call that is under way. */
    public record Running(long call, String functionName, long sinceNanos) {}

    /**
     * @param scratch a directory for the bootstrap's classes
     * @param endpoints the {@code AWS_ENDPOINT_URL_*} variables that every function gets
     * @param concurrency how many instances a function may have
     */
    public Lambda(
            Collection<Template.Function> functions,
            Path scratch,
            Map<String, String> endpoints,
            int concurrency,
            FunctionLog log,
            ExecutorService executor)
            throws IOException {
        FunctionProcess launcher = new FunctionProcess(scratch, endpoints);
        functions.forEach(function ->
                byName.put(function.name(), new FunctionPool(function, launcher, log, executor, concurrency)));
    }

    /** Starts one instance of each function ahead of its first call. */
    public void warm() {
        byName.values().forEach(FunctionPool::warm);
    }

    public List<Template.Function> functions() {
        return byName.values().stream().map(FunctionPool::function).toList();
    }

    public List<Running> running() {
        return new ArrayList<>(running.values());
    }

    /** Finds a function by its name, its partial or full ARN, with or without a qualifier. */
    public Template.@Nullable Function find(String nameOrArn) {
        FunctionPool pool = pool(nameOrArn);
        return pool == null ? null : pool.function();
    }

    /** Calls a function that {@link #find} finds. */
    public InvocationResult invoke(String nameOrArn, byte[] payload) throws InterruptedException {
        FunctionPool pool = pool(nameOrArn);
        if (pool == null) {
            throw new IllegalArgumentException("there is no function " + nameOrArn);
        }
        long call = calls.incrementAndGet();
        running.put(call, new Running(call, pool.function().name(), System.nanoTime()));
        try {
            return pool.invoke(payload);
        } finally {
            running.remove(call);
        }
    }

    private @Nullable FunctionPool pool(String nameOrArn) {
        String name = nameOrArn;
        int function = name.indexOf("function:");
        if (function >= 0) {
            name = name.substring(function + "function:".length());
        }
        int qualifier = name.indexOf(':');
        if (qualifier >= 0) {
            if (!name.substring(qualifier + 1).equals("$LATEST")) {
                return null;
            }
            name = name.substring(0, qualifier);
        }
        return byName.get(name);
    }

    @Override
    public void close() {
        byName.values().forEach(FunctionPool::close);
    }
}
