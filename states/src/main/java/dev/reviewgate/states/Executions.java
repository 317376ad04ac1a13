package dev.reviewgate.states;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** Opens executions for an execution, which then {@linkplain Interpreter#start starts} them; may be called under its lock. */
interface Executions {
    /**
     * Opens one of a state machine, as the API does.
     *
     * @throws StepFunctionsException if it cannot be started
     */
    Interpreter open(String stateMachineArn, @Nullable String name, @Nullable String input);

    /** Opens one of a Map Run. */
    Interpreter openChild(MapRun run, Definition processor, String inputText, JsonNode input);

    /** Makes a Map Run known to the API. */
    void add(MapRun run);
}
