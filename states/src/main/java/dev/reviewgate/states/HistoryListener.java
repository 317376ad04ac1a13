package dev.reviewgate.states;

/** Is told each history event as it is written, in order; it must return quickly and must not call back into the engine. */
@FunctionalInterface
public interface HistoryListener {
    void onEvent(String executionArn, HistoryEvent event);
}
