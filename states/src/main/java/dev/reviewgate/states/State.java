package dev.reviewgate.states;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
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

    /** The ways to leave the state, each with its own values. */
    default List<Results> allResults() {
        return List.of();
    }

    /** The names of the variables that the state may assign. */
    default Set<String> assigned() {
        Set<String> names = new LinkedHashSet<>();
        allResults().forEach(results -> names.addAll(results.assigned()));
        return names;
    }

    /** The values that a state gives: its output and the variables that it assigns. */
    record Results(@Nullable Template output, @Nullable Template assign) {
        Set<String> assigned() {
            if (assign instanceof Template.Fields fields) {
                return fields.fields().keySet();
            }
            Set<String> names = new LinkedHashSet<>();
            if (assign instanceof Template.Literal literal) {
                literal.value().fieldNames().forEachRemaining(names::add);
            }
            return names;
        }
    }

    /** A state whose errors may be caught. */
    sealed interface Catching extends State {
        Results results();

        List<Catcher> catchers();

        @Nullable
        String next();

        @Override
        default List<Results> allResults() {
            List<Results> all = new ArrayList<>(List.of(results()));
            catchers().forEach(catcher -> all.add(catcher.results()));
            return all;
        }

        @Override
        default List<String> targets() {
            List<String> targets = new ArrayList<>(after(next()));
            catchers().forEach(catcher -> targets.add(catcher.next()));
            return targets;
        }
    }

    /** Calls a resource. */
    record Task(
            String name,
            Resource resource,
            TaskPlayer player,
            @Nullable Template arguments,
            @Nullable Template timeoutSeconds,
            @Nullable Template heartbeatSeconds,
            List<Retrier> retriers,
            List<Catcher> catchers,
            Results results,
            @Nullable String next)
            implements Catching {}

    /** Does the same for each of many items; {@code items} is null where the state's input is the items. */
    record Map(
            String name,
            @Nullable Template items,
            @Nullable Template itemSelector,
            Definition processor,
            @Nullable Template maxConcurrency,
            @Nullable Template toleratedFailureCount,
            @Nullable Template toleratedFailurePercentage,
            @Nullable Distribution distribution,
            List<Retrier> retriers,
            List<Catcher> catchers,
            Results results,
            @Nullable String next)
            implements Catching {}

    /** What a distributed Map has beside the fields that every Map has. */
    record Distribution(
            String label,
            @Nullable ItemReader itemReader,
            @Nullable ItemBatcher itemBatcher,
            @Nullable Template resultWriter) {}

    /**
     * Where a distributed Map reads its items.
     *
     * @param list whether the items are the objects with a prefix, instead of a JSON array in one object
     */
    record ItemReader(
            boolean list, Template arguments, @Nullable Template maxItems) {}

    /** How many items one child gets at once; at least one of the limits is given. */
    record ItemBatcher(
            @Nullable Template maxItems,
            @Nullable Template maxInputBytes,
            @Nullable Template batchInput) {}

    /** Decides which state is next. */
    record Choice(String name, List<Rule> rules, @Nullable String defaultNext, Results results) implements State {
        @Override
        public List<Results> allResults() {
            List<Results> all = new ArrayList<>(List.of(results));
            rules.forEach(rule -> all.add(rule.results()));
            return all;
        }

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
        public List<Results> allResults() {
            return List.of(results);
        }

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
        public List<Results> allResults() {
            return List.of(results);
        }

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
