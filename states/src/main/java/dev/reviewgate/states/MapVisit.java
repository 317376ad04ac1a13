package dev.reviewgate.states;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** One stay in a Map state, from its first attempt to its result or its failure; guarded by the execution's lock. */
final class MapVisit {
    /** How many iterations or children one Map works on at once: what AWS allows an inline Map, and a laptop bears. */
    static final int MAX_CONCURRENCY = 40;

    private final Walk walk;
    private final Visit visit;
    private final State.Map map;
    private final Recovery recovery;

    /**
     * What one attempt has to do.
     *
     * @param items null if they are still to be read
     * @param concurrency as the state says it: 0 for as much as possible
     * @param toleratedCount null if only the percentage counts
     */
    record Plan(
            @Nullable ArrayNode items,
            int concurrency,
            @Nullable Integer toleratedCount,
            @Nullable Double toleratedPercentage) {
        int limit() {
            return concurrency == 0 ? MAX_CONCURRENCY : Math.min(concurrency, MAX_CONCURRENCY);
        }

        /** Says whether too many have failed: without a threshold one is too many. */
        boolean isExceededBy(long failed, long total) {
            if (toleratedCount == null && toleratedPercentage == null) {
                return failed > 0;
            }
            return (toleratedCount != null && failed > toleratedCount)
                    || (toleratedPercentage != null && failed * 100.0 > toleratedPercentage * total);
        }
    }

    MapVisit(Walk walk, Visit visit, State.Map map) {
        this.walk = walk;
        this.visit = visit;
        this.map = map;
        this.recovery = new Recovery(walk, visit, map.retriers(), map.catchers());
    }

    Walk walk() {
        return walk;
    }

    State.Map map() {
        return map;
    }

    Visit visit() {
        return visit;
    }

    void begin() {
        Plan plan;
        try {
            plan = plan(scope());
        } catch (EvaluationFailure e) {
            fail(walk.evaluationFailed(visit, e));
            return;
        }
        ArrayNode items = plan.items();
        walk.write(
                "MapStateStarted",
                "mapStateStartedEventDetails",
                Json.object().put("length", items == null ? 0 : items.size()));
        if (map.distribution() == null) {
            InlineMap iterations = new InlineMap(this, plan, requireItems(items));
            walk.onLeave(iterations::close);
            iterations.begin();
        } else {
            DistributedMap children = new DistributedMap(this, plan, map.distribution());
            walk.onLeave(children::close);
            children.begin();
        }
    }

    private static ArrayNode requireItems(@Nullable ArrayNode items) {
        if (items == null) {
            throw new IllegalStateException("an inline Map reads no items");
        }
        return items;
    }

    private Plan plan(Scope scope) throws EvaluationFailure {
        ArrayNode items = null;
        if (map.items() != null) {
            items = Values.array(map.items(), scope, "Items");
        } else if (map.distribution() == null || map.distribution().itemReader() == null) {
            if (!visit.input().isArray()) {
                throw new EvaluationFailure(
                        "", "Map state input must be an array but was: " + Json.write(visit.input()));
            }
            items = (ArrayNode) visit.input();
        }
        int concurrency = Values.count(map.maxConcurrency(), scope, "MaxConcurrency", 0, 0);
        Integer count = map.toleratedFailureCount() == null
                ? null
                : Values.count(map.toleratedFailureCount(), scope, "ToleratedFailureCount", 0, 0);
        Double percentage = map.toleratedFailurePercentage() == null
                ? null
                : Values.percentage(map.toleratedFailurePercentage(), scope, "ToleratedFailurePercentage");
        return new Plan(items, concurrency, count, percentage);
    }

    /** What the state's own expressions see. */
    Scope scope() {
        return walk.scope(visit, context(), null, null);
    }

    /** Returns what one iteration gets to work on. */
    JsonNode select(ObjectNode item) throws EvaluationFailure {
        if (map.itemSelector() == null) {
            return item.get("Value");
        }
        ObjectNode context = context();
        context.putObject("Map").set("Item", item);
        return map.itemSelector().evaluate(walk.scope(visit, context, null, null), "ItemSelector");
    }

    /** The value of {@code $states.context.Map.Item} for one item. */
    static ObjectNode item(int index, JsonNode value) {
        ObjectNode item = Json.object().put("Index", index);
        item.set("Value", value);
        return item;
    }

    /** Leaves the state with what all iterations gave; the last event is the one that it follows from. */
    void succeed(JsonNode result) {
        if (Json.exceedsLimit(Json.write(result))) {
            fail(Failure.tooLarge(map.name()));
            return;
        }
        long last = walk.lastId();
        walk.write("MapStateSucceeded", null, null);
        walk.continueFrom(last);
        Scope scope = walk.scope(visit, context(), result, null);
        Failure failure = walk.leave(visit, map.results(), scope, result, "", map.next());
        if (failure != null) {
            fail(failure);
        }
    }

    void fail(Failure failure) {
        recovery.recover(failure, this::context, this::begin, () -> walk.write("MapStateFailed", null, null));
    }

    private ObjectNode context() {
        return walk.context(visit, recovery.retries(), null);
    }
}
