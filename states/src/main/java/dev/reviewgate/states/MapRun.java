package dev.reviewgate.states;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One run of a distributed Map, as the API shows it: the children that it started and what became of them. */
final class MapRun {
    private final Execution parent;
    private final String name;
    private final String stateName;
    private final String label;
    private final MapVisit.Plan plan;
    private final Instant startDate;
    private final List<Child> children = new ArrayList<>();
    private long total;
    private long itemTotal;
    private boolean resultsWritten;
    private MapRunDescription.Status status = MapRunDescription.Status.RUNNING;
    private @Nullable Instant stopDate;

    /**
     * A child that was started.
     *
     * @param items how many items it has to do with
     */
    record Child(Interpreter interpreter, int items) {
        ExecutionDescription describe() {
            return interpreter.execution().describe();
        }
    }

    MapRun(Execution parent, String stateName, String label, MapVisit.Plan plan, Instant startDate) {
        this.parent = parent;
        this.name = UUID.randomUUID().toString();
        this.stateName = stateName;
        this.label = label;
        this.plan = plan;
        this.startDate = startDate;
    }

    String name() {
        return name;
    }

    String arn() {
        return parent.machine().stateMachineArn().replace(":stateMachine:", ":mapRun:") + "/" + label + ":" + name;
    }

    Execution parent() {
        return parent;
    }

    /** Returns the state machine that the children are executions of; it is in no list. */
    StateMachineDescription machine() {
        StateMachineDescription machine = parent.machine();
        return new StateMachineDescription(
                machine.stateMachineArn() + "/" + label,
                machine.name() + "/" + label,
                machine.definition(),
                machine.roleArn(),
                machine.creationDate());
    }

    /** Returns the ARN of a child by its name. */
    String childArn(String child) {
        return machine().stateMachineArn().replace(":stateMachine:", ":execution:") + ":" + child;
    }

    synchronized void expect(long children, long items) {
        total = children;
        itemTotal = items;
    }

    synchronized void started(Child child) {
        children.add(child);
    }

    synchronized void written() {
        resultsWritten = true;
    }

    synchronized void ended(MapRunDescription.Status how, Instant when) {
        if (stopDate == null) {
            status = how;
            stopDate = when;
        }
    }

    synchronized List<Child> children() {
        return List.copyOf(children);
    }

    MapRunDescription describe() {
        List<Child> started = children();
        MapRunDescription.Counts executions = new MapRunDescription.Counts();
        MapRunDescription.Counts items = new MapRunDescription.Counts();
        for (Child child : started) {
            ExecutionStatus state = child.describe().status();
            executions = executions.plus(state, 1);
            items = items.plus(state, child.items());
        }
        synchronized (this) {
            return new MapRunDescription(
                    arn(),
                    parent.arn(),
                    machine().stateMachineArn(),
                    stateName,
                    status,
                    startDate,
                    stopDate,
                    plan.concurrency(),
                    plan.toleratedCount() == null ? 0 : plan.toleratedCount(),
                    plan.toleratedPercentage() == null ? 0 : plan.toleratedPercentage(),
                    executions.of(total, resultsWritten),
                    items.of(itemTotal, resultsWritten));
        }
    }
}
