package dev.reviewgate.states;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** State machines, their executions and the tasks they wait for, as AWS Step Functions has them, in this process. */
public final class StepFunctions implements AutoCloseable {
    private static final int MAX_TOKEN_LENGTH = 2048;
    private static final int MAX_ERROR_LENGTH = 256;
    private static final int MAX_CAUSE_LENGTH = 32_768;

    private final String accountId;
    private final Engine engine;
    private final HistoryListener listener;
    private final DefinitionParser parser;
    private final Runnable onClose;
    private final Map<String, Machine> machines = new LinkedHashMap<>();
    private final Map<String, Interpreter> runs = new LinkedHashMap<>();
    private final Map<String, MapRun> mapRuns = new LinkedHashMap<>();

    private record Machine(StateMachineDescription description, Definition definition, TaskPlayer player) {}

    private StepFunctions(Builder builder) {
        accountId = builder.accountId;
        listener = builder.listener;
        List<Runnable> closers = new ArrayList<>();
        Executor workers = builder.workers;
        if (workers == null) {
            ExecutorService pool = Executors.newCachedThreadPool(daemons("states-worker-"));
            closers.add(pool::shutdownNow);
            workers = pool;
        }
        Timers timers = builder.timers;
        if (timers == null) {
            ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(1, daemons("states-timer-"));
            scheduler.setRemoveOnCancelPolicy(true);
            closers.add(0, scheduler::shutdownNow);
            timers = builder.time == null ? Timers.on(scheduler) : builder.time.on(scheduler);
        }
        Map<String, TaskIntegration> integrations = new HashMap<>(builder.integrations);
        if (builder.functions != null) {
            integrations.put(LambdaInvoke.RESOURCE, new LambdaInvoke(builder.functions, builder.clock));
        }
        engine = new Engine(
                builder.clock,
                timers,
                workers,
                RandomGenerator.getDefault(),
                builder.region,
                Map.copyOf(integrations),
                builder.objects,
                new TaskTokens(),
                new StatesFunctions(builder.clock),
                new Nested());
        Set<String> resources = new HashSet<>(integrations.keySet());
        resources.add(Resource.START_EXECUTION);
        parser = new DefinitionParser(resources, builder.objects != null);
        onClose = () -> closers.forEach(Runnable::run);
    }

    public static Builder builder() {
        return new Builder();
    }

    /**
     * Creates a state machine, or finds the one of that name with the same definition and without a player, and returns its
     * ARN.
     */
    public String createStateMachine(String name, String definition) {
        return createStateMachine(name, definition, TaskPlayer.NONE);
    }

    /**
     * Creates a state machine whose tasks the player may play, or finds the one of that name with the same definition and the
     * same player.
     */
    public String createStateMachine(String name, String definition, TaskPlayer player) {
        return createStateMachine(name, definition, "arn:aws:iam::" + accountId + ":role/" + name, player)
                .stateMachineArn();
    }

    StateMachineDescription createStateMachine(String name, String definition, String roleArn, TaskPlayer player) {
        Names.checkName(name);
        Definition parsed = parser.parse(definition, player);
        String arn = "arn:aws:states:" + engine.region() + ":" + accountId + ":stateMachine:" + name;
        synchronized (machines) {
            Machine existing = machines.get(arn);
            boolean same = existing == null
                    || (existing.description().definition().equals(definition)
                            && existing.player().equals(player));
            if (!same) {
                throw new StepFunctionsException(
                        "StateMachineAlreadyExists", "State Machine Already Exists: '" + arn + "'");
            }
            Machine machine = existing != null
                    ? existing
                    : new Machine(
                            new StateMachineDescription(
                                    arn,
                                    name,
                                    definition,
                                    roleArn,
                                    engine.clock().instant()),
                            parsed,
                            player);
            machines.put(arn, machine);
            return machine.description();
        }
    }

    /** Checks a definition as {@link #createStateMachine} does, and creates nothing. */
    public void validate(String definition) {
        parser.parse(definition);
    }

    public List<StateMachineDescription> stateMachines() {
        synchronized (machines) {
            return machines.values().stream().map(Machine::description).toList();
        }
    }

    public StateMachineDescription describeStateMachine(String stateMachineArn) {
        return machine(stateMachineArn).description();
    }

    /**
     * Starts an execution and returns its ARN; a name is made up and the input is <code>{}</code> where none is given.
     * Starting one again by the same name and input while it runs changes nothing.
     */
    public String startExecution(String stateMachineArn, @Nullable String name, @Nullable String input) {
        Interpreter run = open(stateMachineArn, name, input);
        run.start();
        return run.execution().arn();
    }

    private Interpreter open(String stateMachineArn, @Nullable String name, @Nullable String input) {
        Machine machine = machine(stateMachineArn);
        String executionName = name == null ? UUID.randomUUID().toString() : Names.checkName(name);
        String text = input == null ? "{}" : input;
        Names.checkPayload("input", text);
        JsonNode value;
        try {
            value = Json.parse(text);
        } catch (JsonProcessingException e) {
            throw new StepFunctionsException(
                    "InvalidExecutionInput", "Invalid State Machine Execution Input: '" + e.getOriginalMessage() + "'");
        }
        String arn = stateMachineArn.replace(":stateMachine:", ":execution:") + ":" + executionName;
        Execution execution =
                new Execution(arn, executionName, machine.description(), null, text, value, engine, listener);
        Interpreter existing = open(new Interpreter(engine, execution, machine.definition()));
        if (existing.execution() != execution) {
            ExecutionDescription description = existing.execution().describe();
            if (description.status() != ExecutionStatus.RUNNING
                    || !description.input().equals(text)) {
                throw new StepFunctionsException("ExecutionAlreadyExists", "Execution Already Exists: '" + arn + "'");
            }
        }
        return existing;
    }

    /** Makes an execution known and returns it, or the one that has its ARN already. */
    private Interpreter open(Interpreter run) {
        String arn = run.execution().arn();
        synchronized (runs) {
            Interpreter existing = runs.get(arn);
            if (existing != null) {
                return existing;
            }
            // Before anybody can find it: whoever stops it at once still sees that it was started.
            run.open();
            runs.put(arn, run);
        }
        return run;
    }

    /** What executions start by themselves. */
    private final class Nested implements Executions {
        @Override
        public Interpreter open(String stateMachineArn, @Nullable String name, @Nullable String input) {
            return StepFunctions.this.open(stateMachineArn, name, input);
        }

        @Override
        public Interpreter openChild(MapRun run, Definition processor, String inputText, JsonNode input) {
            String name = UUID.randomUUID().toString();
            Execution execution = new Execution(
                    run.childArn(name), name, run.machine(), run.arn(), inputText, input, engine, listener);
            return StepFunctions.this.open(new Interpreter(engine, execution, processor));
        }

        @Override
        public void add(MapRun run) {
            synchronized (mapRuns) {
                mapRuns.put(run.arn(), run);
            }
        }
    }

    /** Returns the Map Runs of an execution, latest first. */
    public List<MapRunDescription> mapRuns(String executionArn) {
        run(executionArn);
        List<MapRun> all;
        synchronized (mapRuns) {
            all = new ArrayList<>(mapRuns.values());
        }
        Collections.reverse(all);
        return all.stream()
                .filter(run -> run.parent().arn().equals(executionArn))
                .map(MapRun::describe)
                .toList();
    }

    public MapRunDescription describeMapRun(String mapRunArn) {
        return mapRun(mapRunArn).describe();
    }

    /** Returns the children that a Map Run has started, latest first. */
    public List<ExecutionDescription> executionsOfMapRun(String mapRunArn) {
        List<MapRun.Child> children = new ArrayList<>(mapRun(mapRunArn).children());
        Collections.reverse(children);
        return children.stream().map(MapRun.Child::describe).toList();
    }

    private MapRun mapRun(String arn) {
        Names.checkArn(arn, "mapRun");
        synchronized (mapRuns) {
            MapRun run = mapRuns.get(arn);
            if (run == null) {
                throw new StepFunctionsException("ResourceNotFound", "Resource not found: '" + arn + "'");
            }
            return run;
        }
    }

    public ExecutionDescription describeExecution(String executionArn) {
        return run(executionArn).execution().describe();
    }

    /** Returns the state machine of an execution; that of a Map Run's child is in no list. */
    public StateMachineDescription stateMachineOf(String executionArn) {
        return run(executionArn).execution().machine();
    }

    /** Returns the state machine's executions, latest first. */
    public List<ExecutionDescription> executions(String stateMachineArn) {
        machine(stateMachineArn);
        List<Interpreter> all;
        synchronized (runs) {
            all = new ArrayList<>(runs.values());
        }
        Collections.reverse(all);
        return all.stream()
                .map(Interpreter::execution)
                .filter(execution -> execution.machine().stateMachineArn().equals(stateMachineArn))
                .map(Execution::describe)
                .toList();
    }

    /** Returns all executions there are, the children of Map Runs among them, latest first. */
    public List<ExecutionDescription> executions() {
        List<Interpreter> all;
        synchronized (runs) {
            all = new ArrayList<>(runs.values());
        }
        Collections.reverse(all);
        return all.stream().map(run -> run.execution().describe()).toList();
    }

    /** Aborts an execution that is running; one that is over stays as it is. */
    public ExecutionDescription stopExecution(String executionArn, @Nullable String error, @Nullable String cause) {
        Names.checkLength("error", error, MAX_ERROR_LENGTH);
        Names.checkLength("cause", cause, MAX_CAUSE_LENGTH);
        Interpreter run = run(executionArn);
        run.abort(error, cause);
        return run.execution().describe();
    }

    /** Returns an execution's history as far as it got, task tokens included, as AWS does. */
    public List<HistoryEvent> history(String executionArn) {
        return run(executionArn).execution().events();
    }

    /** Returns an execution's history with every task token replaced: the one to show to people. */
    public List<HistoryEvent> redactedHistory(String executionArn) {
        return run(executionArn).execution().redactedEvents();
    }

    /** Gives a waiting task its result; of all that try to end one task, the first wins and every other is refused. */
    public void sendTaskSuccess(String taskToken, String output) {
        Names.checkPayload("output", output);
        callback(taskToken).succeed(output);
    }

    /** Fails a waiting task. */
    public void sendTaskFailure(String taskToken, @Nullable String error, @Nullable String cause) {
        Names.checkLength("error", error, MAX_ERROR_LENGTH);
        Names.checkLength("cause", cause, MAX_CAUSE_LENGTH);
        callback(taskToken).fail(error, cause);
    }

    /** Says that somebody still works on a waiting task. */
    public void sendTaskHeartbeat(String taskToken) {
        callback(taskToken).heartbeat();
    }

    /** Returns the end of an execution, however it ends; cancelling the future does not touch the execution. */
    public CompletableFuture<ExecutionDescription> end(String executionArn) {
        return run(executionArn).execution().end().copy();
    }

    /** Stops all timers and workers; running executions stay where they are. */
    @Override
    public void close() {
        onClose.run();
    }

    private TaskTokens.Callback callback(String taskToken) {
        Names.checkLength("taskToken", taskToken, MAX_TOKEN_LENGTH);
        return engine.tokens().find(taskToken);
    }

    private Machine machine(String arn) {
        Names.checkArn(arn, "stateMachine");
        synchronized (machines) {
            Machine machine = machines.get(arn);
            if (machine == null) {
                throw new StepFunctionsException(
                        "StateMachineDoesNotExist", "State Machine Does Not Exist: '" + arn + "'");
            }
            return machine;
        }
    }

    private Interpreter run(String arn) {
        Names.checkArn(arn, "execution");
        synchronized (runs) {
            Interpreter run = runs.get(arn);
            if (run == null) {
                throw new StepFunctionsException("ExecutionDoesNotExist", "Execution Does Not Exist: '" + arn + "'");
            }
            return run;
        }
    }

    private static ThreadFactory daemons(String prefix) {
        AtomicInteger count = new AtomicInteger();
        return action -> {
            Thread thread = new Thread(action, prefix + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** What an engine is made of. */
    public static final class Builder {
        private final Map<String, TaskIntegration> integrations = new HashMap<>();
        private String accountId = "000000000000";
        private String region = "us-east-1";
        private Clock clock = Clock.systemUTC();
        private HistoryListener listener = (executionArn, event) -> {};
        private @Nullable FunctionInvoker functions;
        private @Nullable ObjectStore objects;
        private @Nullable MovableTime time;
        private @Nullable Timers timers;
        private @Nullable Executor workers;

        private Builder() {}

        /** Twelve digits; {@code 000000000000} unless set. */
        public Builder accountId(String accountId) {
            this.accountId = requireNonNull(accountId, "accountId");
            return this;
        }

        /** {@code us-east-1} unless set. */
        public Builder region(String region) {
            this.region = requireNonNull(region, "region");
            return this;
        }

        public Builder clock(Clock clock) {
            this.clock = requireNonNull(clock, "clock");
            return this;
        }

        /** Takes clock and waits from a time that can be moved forward. */
        public Builder time(MovableTime time) {
            this.time = requireNonNull(time, "time");
            this.clock = time.clock();
            return this;
        }

        /**
         * Answers {@code resource}, for instance {@code arn:aws:states:::aws-sdk:s3:copyObject}, with and without
         * {@code .waitForTaskToken}; a definition may use only what is answered.
         */
        public Builder integration(String resource, TaskIntegration integration) {
            integrations.put(requireNonNull(resource, "resource"), requireNonNull(integration, "integration"));
            return this;
        }

        /** Answers {@code lambda:invoke} and {@code lambda:invoke.waitForTaskToken}. */
        public Builder functions(FunctionInvoker functions) {
            this.functions = requireNonNull(functions, "functions");
            return this;
        }

        /** Lets distributed Maps read their items from objects and write their results to them. */
        public Builder objects(ObjectStore objects) {
            this.objects = requireNonNull(objects, "objects");
            return this;
        }

        /** Is told every history event of every execution, task tokens replaced. */
        public Builder listener(HistoryListener listener) {
            this.listener = requireNonNull(listener, "listener");
            return this;
        }

        /** Replaces the passing of time, for tests. */
        Builder timers(Timers timers) {
            this.timers = timers;
            return this;
        }

        /** Replaces the threads, for tests. */
        Builder workers(Executor workers) {
            this.workers = workers;
            return this;
        }

        public StepFunctions build() {
            return new StepFunctions(this);
        }
    }
}
