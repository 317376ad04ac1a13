package dev.reviewgate.states;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A Map Run: each item or batch is an execution of its own, with its own history; guarded by the parent's lock. */
final class DistributedMap {
    private final MapVisit visit;
    private final MapVisit.Plan plan;
    private final State.Distribution distribution;
    private final Walk walk;
    private final Interpreter parent;
    private final Engine engine;
    private final MapRun run;
    private final Map<Integer, Interpreter> running = new LinkedHashMap<>();
    private final Map<Integer, ExecutionDescription> ended = new TreeMap<>();
    private List<Job> jobs = List.of();
    private @Nullable JsonNode writerArguments;
    private @Nullable Failure failing;
    private int begun;
    private long itemTotal;
    private long itemsFailed;
    private boolean open = true;

    /** The work of one child: one item, or a batch that was put together beforehand. */
    private record Job(int index, JsonNode value, boolean batch, int items) {}

    DistributedMap(MapVisit visit, MapVisit.Plan plan, State.Distribution distribution) {
        this.visit = visit;
        this.plan = plan;
        this.distribution = distribution;
        this.walk = visit.walk();
        this.parent = walk.interpreter();
        this.engine = walk.engine();
        this.run = new MapRun(
                parent.execution(),
                visit.map().name(),
                distribution.label(),
                plan,
                engine.clock().instant());
    }

    void begin() {
        JsonNode readerArguments = null;
        int maxItems = 0;
        try {
            Scope scope = visit.scope();
            if (distribution.resultWriter() != null) {
                writerArguments = distribution.resultWriter().evaluate(scope, "ResultWriter/Arguments");
            }
            State.ItemReader reader = distribution.itemReader();
            if (reader != null) {
                readerArguments = reader.arguments().evaluate(scope, "ItemReader/Arguments");
                maxItems = Values.count(reader.maxItems(), scope, "ItemReader/ReaderConfig/MaxItems", 0, 0);
            }
        } catch (EvaluationFailure e) {
            open = false;
            visit.fail(walk.evaluationFailed(visit.visit(), e));
            return;
        }
        engine.executions().add(run);
        walk.write("MapRunStarted", "mapRunStartedEventDetails", Json.object().put("mapRunArn", run.arn()));
        if (plan.items() != null) {
            startAll(plan.items());
        } else {
            read(readerArguments, maxItems);
        }
    }

    /** Stops the children: the state is left, or the execution is over. */
    void close() {
        open = false;
        run.ended(MapRunDescription.Status.ABORTED, engine.clock().instant());
        stopChildren();
    }

    private void stopChildren() {
        List.copyOf(running.values()).forEach(child -> engine.workers().execute(() -> child.abort(null, null)));
    }

    private void read(@Nullable JsonNode arguments, int maxItems) {
        engine.workers().execute(() -> {
            try {
                ArrayNode items = MapObjects.read(engine, distribution, arguments, maxItems);
                resume(() -> startAll(items));
            } catch (TaskFailure e) {
                resume(() -> failRun(new Failure(Failure.ITEM_READER_FAILED, e.failureCause())));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException | Error e) {
                resume(() -> failRun(new Failure(Failure.ITEM_READER_FAILED, e.toString())));
            }
        });
    }

    private void resume(Runnable step) {
        parent.resume(() -> {
            if (open) {
                step.run();
            }
        });
    }

    private void startAll(ArrayNode items) {
        try {
            jobs = distribution.itemBatcher() == null ? single(items) : batches(items, distribution.itemBatcher());
        } catch (EvaluationFailure e) {
            failRun(walk.evaluationFailed(visit.visit(), e));
            return;
        }
        itemTotal = items.size();
        run.expect(jobs.size(), itemTotal);
        startMore();
    }

    private static List<Job> single(ArrayNode items) {
        List<Job> jobs = new ArrayList<>(items.size());
        for (int i = 0; i < items.size(); i++) {
            jobs.add(new Job(i, items.get(i), false, 1));
        }
        return jobs;
    }

    private List<Job> batches(ArrayNode items, State.ItemBatcher batcher) throws EvaluationFailure {
        Scope scope = visit.scope();
        int most = Values.count(batcher.maxItems(), scope, "ItemBatcher/MaxItemsPerBatch", 1, Integer.MAX_VALUE);
        int mostBytes = Math.min(
                Json.MAX_PAYLOAD_BYTES,
                Values.count(
                        batcher.maxInputBytes(),
                        scope,
                        "ItemBatcher/MaxInputBytesPerBatch",
                        1,
                        Json.MAX_PAYLOAD_BYTES));
        JsonNode common =
                batcher.batchInput() == null ? null : batcher.batchInput().evaluate(scope, "ItemBatcher/BatchInput");
        List<Job> jobs = new ArrayList<>();
        ObjectNode batch = batch(common);
        long empty = Json.bytes(batch);
        long bytes = empty;
        for (int i = 0; i < items.size(); i++) {
            JsonNode selected = visit.select(MapVisit.item(i, items.get(i)));
            long more = Json.bytes(selected) + 1;
            int size = batch.get("Items").size();
            if (size == most || (size > 0 && bytes + more > mostBytes)) {
                jobs.add(new Job(jobs.size(), batch, true, size));
                batch = batch(common);
                bytes = empty;
            }
            batch.withArray("Items").add(selected);
            bytes += more;
        }
        if (!batch.get("Items").isEmpty()) {
            jobs.add(new Job(jobs.size(), batch, true, batch.get("Items").size()));
        }
        return jobs;
    }

    private static ObjectNode batch(@Nullable JsonNode common) {
        ObjectNode batch = Json.object();
        if (common != null) {
            batch.set("BatchInput", common);
        }
        batch.putArray("Items");
        return batch;
    }

    private void startMore() {
        while (open && failing == null && begun < jobs.size() && running.size() < plan.limit()) {
            start(jobs.get(begun++));
        }
        if (open && running.isEmpty()) {
            conclude();
        }
    }

    private void start(Job job) {
        JsonNode input;
        try {
            input = job.batch() ? job.value() : visit.select(MapVisit.item(job.index(), job.value()));
        } catch (EvaluationFailure e) {
            stop(walk.evaluationFailed(visit.visit(), e));
            return;
        }
        String text = Json.write(input);
        if (Json.exceedsLimit(text)) {
            stop(Failure.tooLarge(visit.map().name()));
            return;
        }
        Interpreter child = engine.executions().openChild(run, visit.map().processor(), text, input);
        running.put(job.index(), child);
        run.started(new MapRun.Child(child, job.items()));
        child.start();
        child.execution().whenEnded(end -> parent.later(() -> childEnded(job, end)));
    }

    private void childEnded(Job job, ExecutionDescription end) {
        if (!open) {
            return;
        }
        running.remove(job.index());
        ended.put(job.index(), end);
        if (end.status() != ExecutionStatus.SUCCEEDED && failing == null) {
            itemsFailed += job.items();
            if (plan.isExceededBy(itemsFailed, itemTotal)) {
                stop(new Failure(
                        Failure.EXCEED_TOLERATED_FAILURE_THRESHOLD,
                        "The specified tolerated failure threshold was exceeded"));
            }
        }
        startMore();
    }

    /** Starts no more children, and stops those that run; the run fails when they have stopped. */
    private void stop(Failure failure) {
        failing = failure;
        stopChildren();
    }

    private void conclude() {
        if (writerArguments == null) {
            finish(failing == null ? outputs() : null);
            return;
        }
        JsonNode arguments = writerArguments;
        List<ExecutionDescription> results = List.copyOf(ended.values());
        engine.workers().execute(() -> {
            try {
                ObjectNode details = MapObjects.write(engine, run, arguments, results);
                resume(() -> {
                    run.written();
                    finish(details);
                });
            } catch (TaskFailure e) {
                resume(() -> failRun(new Failure(Failure.RESULT_WRITER_FAILED, e.failureCause())));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException | Error e) {
                resume(() -> failRun(new Failure(Failure.RESULT_WRITER_FAILED, e.toString())));
            }
        });
    }

    private void finish(@Nullable JsonNode result) {
        if (failing != null || result == null) {
            failRun(failing == null ? new Failure(Failure.RUNTIME, "The Map Run gave nothing.") : failing);
            return;
        }
        open = false;
        run.ended(MapRunDescription.Status.SUCCEEDED, engine.clock().instant());
        walk.write("MapRunSucceeded", null, null);
        visit.succeed(result);
    }

    private void failRun(Failure failure) {
        open = false;
        run.ended(MapRunDescription.Status.FAILED, engine.clock().instant());
        walk.write("MapRunFailed", "mapRunFailedEventDetails", failure.toDetails());
        visit.fail(failure);
    }

    /** Returns what the children gave, in the order of the items; of one that failed, what is known of it. */
    private JsonNode outputs() {
        ArrayNode all = JsonNodeFactory.instance.arrayNode(ended.size());
        for (ExecutionDescription child : ended.values()) {
            try {
                all.add(child.output() == null ? MapObjects.record(child) : Json.parse(child.output()));
            } catch (JsonProcessingException e) {
                throw new UncheckedIOException(e);
            }
        }
        return all;
    }
}
