package dev.reviewgate.states;

import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/** What all executions share. */
record Engine(
        Clock clock,
        Timers timers,
        Executor workers,
        RandomGenerator random,
        String region,
        Map<String, TaskIntegration> integrations,
        TaskTokens tokens,
        StatesFunctions functions) {}
