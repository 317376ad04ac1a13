package dev.reviewgate.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reviewgate.local.http.LoopbackServer;
import dev.reviewgate.local.template.InvalidTemplate;
import dev.reviewgate.states.ExecutionDescription;
import dev.reviewgate.states.ExecutionStatus;
import dev.reviewgate.states.StepFunctionsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command behind {@code ./run-local}. */
@Command(
        name = "./run-local",
        sortOptions = false,
        usageHelpWidth = 100,
        description = {
            "Runs template.yaml, the state machine and the built jars on this machine, without AWS and without Docker.",
            "Without an option it starts one execution and waits for you to decide; Ctrl-C stops everything."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:The execution ended as it should (Published, or as --decide asks).",
            "1:It ended otherwise, or something could not be started.",
            "2:The options are wrong."
        })
public final class RunLocal implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Option(
            names = "--decide",
            paramLabel = "DECISION",
            description =
                    "Decide by yourself, as a browser would: approve, approve-clean, reject, or ignore (lets it time"
                            + " out, in seconds).",
            converter = Decision.Converter.class)
    private @Nullable Decision decide;

    @Option(
            names = "--input",
            paramLabel = "FILE",
            description = "The execution's input (default: events/start-execution.json).")
    private @Nullable Path input;

    @Option(
            names = "--machine",
            paramLabel = "FILE",
            description = {
                "Another state machine to start, such as statemachine/examples/promote-model.asl.json; it may call"
                        + " $${ReviewNotifierArn}.",
                "Its input and answers are taken from X.input.json and X.answers.json beside X.asl.json unless they are given."
            })
    private @Nullable Path machine;

    @Option(
            names = "--answers",
            paramLabel = "FILE",
            description = "What states, functions and services answer to --machine instead of being called"
                    + " (docs/add-the-gate.md).")
    private @Nullable Path answers;

    @Option(names = "--serve", description = "Start everything and no execution.")
    private boolean serve;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8080",
            description = "Port of the pages and the HTTP API (default: ${DEFAULT-VALUE}; 0 takes a free one).")
    private int port;

    @Option(
            names = "--aws-port",
            paramLabel = "PORT",
            defaultValue = "4566",
            description = "Port of the AWS API (default: ${DEFAULT-VALUE}; 0 takes a free one).")
    private int awsPort;

    @Option(
            names = "--root",
            hidden = true,
            paramLabel = "DIR",
            defaultValue = ".",
            description = "The project's root.")
    private Path root = Path.of(".");

    @SuppressWarnings("unused") // picocli looks at the annotation only
    @Option(names = "--help", usageHelp = true, description = "Show this help.")
    private boolean help;

    @Spec
    private @Nullable CommandSpec spec;

    private final Terminal terminal = new Terminal(System.out);

    private RunLocal() {}

    public static void main(String[] args) {
        int status = new CommandLine(new RunLocal()).execute(args);
        System.out.flush();
        // S3Mock and the HTTP client leave threads behind that are no reason to stay.
        System.exit(status);
    }

    @Override
    public Integer call() throws IOException, InterruptedException, ExecutionException {
        requireSensibleOptions();
        JsonNode executionInput = serve ? JSON.nullNode() : executionInput();
        Path logs = root.toAbsolutePath().normalize().resolve("local/target/logs/" + System.currentTimeMillis());
        StackOptions options =
                StackOptions.of(root.toAbsolutePath().normalize(), logs).withPorts(port, awsPort);
        CannedAnswers read = answers();
        long begun = System.nanoTime();
        try (Stack stack = Stack.start(options)) {
            terminal.ready(stack, System.nanoTime() - begun);
            if (serve) {
                new CountDownLatch(1).await();
            }
            CannedAnswers played = read.named(name -> Deployment.withFunctions(stack.template(), name));
            String toStart = machine == null ? stack.stateMachineArn() : create(stack, find(machine), played);
            return new Run(stack, terminal, decide, played).execute(toStart, executionInput);
        } catch (LoopbackServer.PortInUse e) {
            String option = e.port() == awsPort ? "--aws-port" : "--port";
            terminal.problem(e.getMessage() + ". Choose another one with " + option + " N, or let " + option
                    + " 0 take a free one.");
            return 1;
        } catch (CancellationException e) {
            return 1;
        } catch (InvalidTemplate | StepFunctionsException e) {
            terminal.problem("This cannot run here: " + e.getMessage());
            return 1;
        }
    }

    private void requireSensibleOptions() {
        if (serve && (decide != null || input != null || machine != null)) {
            throw wrong("--serve starts no execution, so it goes with none of --decide, --input and --machine.");
        }
        if (answers != null && machine == null) {
            throw wrong("--answers goes with --machine.");
        }
        if (port < 0 || port > 65_535 || awsPort < 0 || awsPort > 65_535) {
            throw wrong("A port is a number from 0 to 65535.");
        }
        if (port != 0 && port == awsPort) {
            throw wrong("--port and --aws-port cannot be the same.");
        }
        if (!Files.exists(root.resolve("template.yaml"))) {
            throw wrong("There is no template.yaml in " + root.toAbsolutePath().normalize() + ".");
        }
    }

    /** Creates the state machine that is to be started, after it was said which answers are none of its. */
    private String create(Stack stack, Path file, CannedAnswers played) throws IOException {
        played.unusable(Deployment.withFunctions(stack.template(), Files.readString(file)))
                .forEach(terminal::line);
        return stack.createStateMachine(file, played);
    }

    /** Reads what is answered instead of being called; nothing if there is no such file and none was given. */
    private CannedAnswers answers() throws IOException {
        Path file = answers != null ? find(answers) : beside("answers");
        if (file == null || !Files.isRegularFile(file)) {
            return CannedAnswers.NONE;
        }
        try {
            return CannedAnswers.read(file);
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    /** Returns the file of another kind that belongs to the state machine; null if none was given. */
    private @Nullable Path beside(String kind) {
        if (machine == null) {
            return null;
        }
        Path file = find(machine);
        return file.resolveSibling(String.valueOf(file.getFileName()).replaceFirst("\\..*", "") + "." + kind + ".json");
    }

    /** A file is named from where somebody stands, or from the project's root. */
    private Path find(Path given) {
        Path file = Files.isRegularFile(given) ? given : root.resolve(given);
        if (!Files.isRegularFile(file)) {
            throw wrong("There is no file " + given + ".");
        }
        return file;
    }

    private JsonNode executionInput() throws IOException {
        Path own = beside("input");
        Path given = input != null ? input : own != null ? own : Path.of("events/start-execution.json");
        Path file = input == null && own == null ? root.resolve(given) : find(given);
        JsonNode read;
        try {
            read = JSON.readTree(file.toFile());
        } catch (JsonProcessingException e) {
            throw wrong(file + " is not JSON: " + e.getOriginalMessage());
        }
        if (!(read instanceof ObjectNode object)) {
            throw wrong(file + " does not hold a JSON object.");
        }
        return decide == Decision.IGNORE ? Decision.impatient(object) : object;
    }

    private ParameterException wrong(String message) {
        return new ParameterException(java.util.Objects.requireNonNull(spec).commandLine(), message);
    }

    /** One execution, from its start to the last line. */
    private record Run(
            Stack stack, Terminal terminal, @Nullable Decision decide, CannedAnswers answers) {
        int execute(String stateMachine, JsonNode executionInput) throws InterruptedException, ExecutionException {
            // Named here, so that what happens in it is known for its own from the first event on.
            String name = UUID.randomUUID().toString();
            Family family = new Family(name);
            Reviewer reviewer = new Reviewer(decide, family, terminal);
            stack.addListener((arn, event) -> {
                if (family.has(Family.name(arn))) {
                    family.learn(event);
                    terminal.event(event, family.isFirst(Family.name(arn)));
                }
            });
            stack.sns().onMessage(message -> {
                terminal.message(message);
                reviewer.receive(message);
            });
            stack.slack().onMessage(message -> terminal.slack(message, stack.apiUrl() + "/_local/inbox"));
            String arn = stack.stepFunctions().startExecution(stateMachine, name, executionInput.toString());
            terminal.started(arn, stack);
            CompletableFuture.anyOf(stack.stepFunctions().end(arn), reviewer.gaveUp())
                    .get();
            reviewer.finish();
            if (reviewer.hasGivenUp() && isRunning(arn)) {
                terminal.line("The execution is stopped, because nobody else decides it here.");
                stack.stepFunctions().stopExecution(arn, "NotDecided", "--decide " + decide + " was not accepted.");
                stack.stepFunctions().end(arn).get();
            }
            ExecutionDescription end = stack.stepFunctions().describeExecution(arn);
            answers.unused().forEach(terminal::line);
            terminal.drain();
            boolean asAsked = decide == null
                    ? end.error() == null && end.output() != null
                    : decide.isMetBy(end, executionInput, reviewer.wasAsked()) && !reviewer.hasGivenUp();
            terminal.ended(end, decide, reviewer, family.hasAsked(), asAsked);
            return asAsked ? 0 : 1;
        }

        private boolean isRunning(String arn) {
            return stack.stepFunctions().describeExecution(arn).status() == ExecutionStatus.RUNNING;
        }
    }
}
