package dev.reviewgate.states;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An execution as it stood when it was asked for.
 *
 * @param mapRunArn the Map Run that the execution is a child of, if it is one
 * @param input the input, JSON as it was given
 * @param output the output as JSON, if it succeeded
 */
public record ExecutionDescription(
        String executionArn,
        String stateMachineArn,
        String name,
        @Nullable String mapRunArn,
        ExecutionStatus status,
        Instant startDate,
        @Nullable Instant stopDate,
        String input,
        @Nullable String output,
        @Nullable String error,
        @Nullable String cause) {}
