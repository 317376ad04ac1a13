package dev.reviewgate.states;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One event of an execution's history.
 *
 * @param type for instance {@code TaskStateEntered}
 * @param detailsName the field of the API that holds the details, for instance {@code stateEnteredEventDetails}; null if there are none
 * @param details the details in the API's shape; not to be changed
 */
public record HistoryEvent(
        long id,
        long previousEventId,
        Instant timestamp,
        String type,
        @Nullable String detailsName,
        @Nullable ObjectNode details) {}
