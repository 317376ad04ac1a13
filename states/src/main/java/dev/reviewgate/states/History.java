package dev.reviewgate.states;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The events of one execution, in order; guarded by the execution's lock. */
final class History {
    /** AWS ends an execution that has written more. */
    static final int MAX_EVENTS = 25_000;

    private final Clock clock;
    private final Consumer<HistoryEvent> listener;
    private final List<HistoryEvent> events = new ArrayList<>();

    History(Clock clock, Consumer<HistoryEvent> listener) {
        this.clock = clock;
        this.listener = listener;
    }

    long lastId() {
        return events.size();
    }

    Instant lastTimestamp() {
        return events.get(events.size() - 1).timestamp();
    }

    List<HistoryEvent> events() {
        return List.copyOf(events);
    }

    boolean isFull() {
        return events.size() >= MAX_EVENTS - 1;
    }

    /** Adds an event after the last one and returns its id. */
    long add(String type, @Nullable String detailsName, @Nullable ObjectNode details) {
        return addAfter(lastId(), type, detailsName, details);
    }

    /** Adds an event that follows from another one than the last, and returns its id. */
    long addAfter(long previousId, String type, @Nullable String detailsName, @Nullable ObjectNode details) {
        HistoryEvent event =
                new HistoryEvent(events.size() + 1L, previousId, clock.instant(), type, detailsName, details);
        events.add(event);
        listener.accept(event);
        return event.id();
    }
}
