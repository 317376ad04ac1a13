package dev.reviewgate.states;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The iterations of an inline Map, in the history of its execution; guarded by the execution's lock. */
final class InlineMap {
    private final MapVisit visit;
    private final MapVisit.Plan plan;
    private final ArrayNode items;
    private final @Nullable JsonNode[] results;
    private final Map<Integer, Walk> running = new LinkedHashMap<>();
    private int begun;
    private int succeeded;
    private boolean open = true;

    /** The event that the next iteration follows from: on AWS the last one of the iteration that made room for it. */
    private long previousId;

    InlineMap(MapVisit visit, MapVisit.Plan plan, ArrayNode items) {
        this.visit = visit;
        this.plan = plan;
        this.items = items;
        this.results = new JsonNode[items.size()];
    }

    void begin() {
        previousId = visit.walk().lastId();
        if (items.isEmpty()) {
            open = false;
            visit.succeed(items.arrayNode());
            return;
        }
        while (open && begun < items.size() && running.size() < plan.limit()) {
            next();
        }
    }

    /** Ends what still runs without a word: the state is left, or the execution is over. */
    void close() {
        open = false;
        running.values().forEach(Walk::close);
        running.clear();
    }

    private void next() {
        int index = begun++;
        ObjectNode item = MapVisit.item(index, items.get(index));
        Walk outer = visit.walk();
        Walk iteration = new Walk(
                outer.interpreter(),
                visit.map().processor(),
                outer.variables(),
                item,
                previousId,
                new Iteration(index));
        running.put(index, iteration);
        iteration.write("MapIterationStarted", "mapIterationStartedEventDetails", details(index));
        try {
            iteration.start(visit.select(item));
        } catch (EvaluationFailure e) {
            iteration.fail(iteration.evaluationFailed(visit.visit(), e));
        }
    }

    private ObjectNode details(int index) {
        return Json.object().put("name", visit.map().name()).put("index", index);
    }

    /** Writes how an iteration ended, and returns the event before it, which what comes next follows from. */
    private long write(int index, String how) {
        Walk iteration = running.remove(index);
        if (iteration == null) {
            throw new IllegalStateException("iteration " + index + " is over");
        }
        iteration.close();
        long last = iteration.lastId();
        iteration.write("MapIteration" + how, "mapIteration" + how + "EventDetails", details(index));
        return last;
    }

    private final class Iteration implements Walk.End {
        private final int index;

        Iteration(int index) {
            this.index = index;
        }

        @Override
        public void succeeded(String output) {
            try {
                results[index] = Json.parse(output);
            } catch (JsonProcessingException e) {
                throw new UncheckedIOException(e);
            }
            previousId = write(index, "Succeeded");
            succeeded++;
            if (succeeded == items.size()) {
                open = false;
                visit.walk()
                        .continueFrom(
                                visit.walk().interpreter().execution().history().lastId());
                ArrayNode all = items.arrayNode(results.length);
                for (JsonNode result : results) {
                    all.add(result);
                }
                visit.succeed(all);
            } else if (begun < items.size()) {
                next();
            }
        }

        @Override
        public void failed(Failure failure) {
            open = false;
            long last = write(index, "Failed");
            for (int other : List.copyOf(running.keySet())) {
                write(other, "Aborted");
            }
            visit.walk().continueFrom(last);
            visit.fail(failure);
        }
    }
}
