package dev.reviewgate.states;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A state machine, checked: every name in it leads somewhere. */
record Definition(String startAt, @Nullable Duration timeout, Map<String, State> states) {
    Definition {
        states = Collections.unmodifiableMap(new LinkedHashMap<>(states));
    }

    State state(String name) {
        return requireNonNull(states.get(name), name);
    }
}
