package dev.reviewgate.states;

import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What all executions share. */
record Engine(
        Clock clock,
        Timers timers,
        Executor workers,
        RandomGenerator random,
        String region,
        Map<String, TaskIntegration> integrations,
        @Nullable ObjectStore objects,
        TaskTokens tokens,
        StatesFunctions functions,
        Executions executions) {}
