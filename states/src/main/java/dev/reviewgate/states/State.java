package dev.reviewgate.states;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One state of a definition; {@code next} is null where the execution ends. */
sealed interface State {
    String name();

    /** {@code Task}, {@code Pass} and so on, as history events are named after it. */
    default String type() {
        return getClass().getSimpleName();
    }

    /** The states that may follow. */
    List<String> targets();

    /** The values that a state gives: its output and the variables that it assigns. */
    record Results(@Nullable Template output, @Nullable Template assign) {}

    /** Calls a resource. */
    record Task(
            String name,
            Resource resource,
            @Nullable Template arguments,
            @Nullable Template timeoutSeconds,
            @Nullable Template heartbeatSeconds,
            List<Retrier> retriers,
            List<Catcher> catchers,
            Results results,
            @Nullable String next)
            implements State {
        @Override
        public List<String> targets() {
            List<String> targets = new ArrayList<>(after(next));
            catchers.forEach(catcher -> targets.add(catcher.next()));
            return targets;
        }
    }

    /** Decides which state is next. */
    record Choice(String name, List<Rule> rules, @Nullable String defaultNext, Results results) implements State {
        @Override
        public List<String> targets() {
            List<String> targets = new ArrayList<>(after(defaultNext));
            rules.forEach(rule -> targets.add(rule.next()));
            return targets;
        }
    }

    /** One rule of a choice. */
    record Rule(Template condition, String next, Results results) {}

    /** Passes its input on, or gives an output. */
    record Pass(String name, Results results, @Nullable String next) implements State {
        @Override
        public List<String> targets() {
            return after(next);
        }
    }

    /** Waits for a number of seconds or until a time; exactly one of the two is given. */
    record Wait(
            String name,
            @Nullable Template seconds,
            @Nullable Template timestamp,
            Results results,
            @Nullable String next)
            implements State {
        @Override
        public List<String> targets() {
            return after(next);
        }
    }

    /** Ends the execution well. */
    record Succeed(String name, Results results) implements State {
        @Override
        public List<String> targets() {
            return List.of();
        }
    }

    /** Ends the execution badly. */
    record Fail(
            String name, @Nullable Template error, @Nullable Template cause) implements State {
        @Override
        public List<String> targets() {
            return List.of();
        }
    }

    private static List<String> after(@Nullable String next) {
        return next == null ? List.of() : List.of(next);
    }
}
