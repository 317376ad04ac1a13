package dev.reviewgate.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.reviewgate.local.lambda.Lambda;
import dev.reviewgate.local.slack.SlackMessage;
import dev.reviewgate.local.sns.Message;
import dev.reviewgate.states.ExecutionDescription;
import dev.reviewgate.states.ExecutionStatus;
import dev.reviewgate.states.HistoryEvent;
import dev.reviewgate.states.MapRunDescription;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Tells the person at the terminal what happens, one line at a time. */
final class Terminal {
    private static final Duration STILL_AT_WORK = Duration.ofSeconds(5);
    /** To the first column, and all behind it gone (ECMA-48). */
    private static final String CLEAR_LINE = "\r\u001b[K";

    private static final Set<String> LOUD = Set.of("WARN", "ERROR");

    private final PrintStream out;
    private final boolean colors = Boolean.getBoolean("local.color");

    /** Whether a line can be written over. */
    private final boolean interactive;

    private final ObjectMapper json = new ObjectMapper();
    /** One thread, so that whoever reports something is not held up by a slow terminal. */
    private final ScheduledExecutorService writer = new ScheduledThreadPoolExecutor(
            1,
            task -> {
                Thread thread = new Thread(task, "terminal");
                thread.setDaemon(true);
                return thread;
            },
            new ThreadPoolExecutor.DiscardPolicy());

    private final Map<String, Instant> entered = new HashMap<>();
    private final Map<Long, Long> reported = new HashMap<>();
    private final Set<String> mapRuns = new LinkedHashSet<>();
    private final Map<String, String> shownMapRuns = new HashMap<>();
    private final Map<String, Long> progressed = new HashMap<>();
    private String progress = "";
    private String shownProgress = "";
    private boolean overwritable;
    private volatile @Nullable Instant start;

    Terminal(PrintStream out) {
        this(out, Boolean.getBoolean("local.terminal"));
    }

    Terminal(PrintStream out, boolean interactive) {
        this.out = out;
        this.interactive = interactive;
    }

    void ready(Stack stack, long nanos) {
        line("Ready after " + seconds(Duration.ofNanos(nanos)) + ".");
        line("  Pages and HTTP API  " + stack.apiUrl() + "/_local/");
        line("  Slack and inbox     " + stack.apiUrl() + "/_local/inbox");
        line("  AWS API             " + stack.awsUrl() + "   (--endpoint-url for the AWS CLI, any credentials)");
        line("  Operators' secret   " + stack.secretFile() + "   (for ./review-gate, any access key)");
        line("  State machine       " + stack.stateMachineArn());
        line("  Logs of functions   " + stack.logs().directory());
        stack.logs().addListener(this::log);
        var unused = writer.scheduleAtFixedRate(() -> tick(stack), 1, 1, TimeUnit.SECONDS);
    }

    void started(String arn, Stack stack) {
        line("Started " + arn.substring(arn.lastIndexOf(':') + 1) + ": " + stack.apiUrl() + "/_local/executions/"
                + arn.substring(arn.lastIndexOf(':') + 1));
    }

    /** @param first whether it is the execution that was asked for, and not one that it had started */
    void event(HistoryEvent event, boolean first) {
        writer.execute(() -> print(event, first));
    }

    private void print(HistoryEvent event, boolean own) {
        Instant first = start;
        if (first == null) {
            first = event.timestamp();
            start = first;
        }
        String at = String.format(Locale.ROOT, "%8s  ", seconds(Duration.between(first, event.timestamp())))
                + (own ? "" : "   ");
        String state =
                event.details() == null ? "" : event.details().path("name").asText();
        if (event.type().endsWith("StateEntered")) {
            entered.put(state, event.timestamp());
            print(at + "-> " + state);
        } else if (event.type().endsWith("StateExited")) {
            Instant since = entered.getOrDefault(state, event.timestamp());
            print(at + "   " + state + " is done after " + seconds(Duration.between(since, event.timestamp())));
        } else if (event.type().endsWith("TimedOut") || (event.type().endsWith("Failed") && event.details() != null)) {
            String error =
                    event.details() == null ? "" : event.details().path("error").asText();
            print(at + "   " + event.type() + (error.isEmpty() ? "" : ": " + error));
        } else if (event.type().equals("MapRunStarted") && event.details() != null) {
            mapRuns.add(event.details().path("mapRunArn").asText());
        }
    }

    void message(Message message) {
        line("Published to SNS: " + (message.subject() == null ? "(no subject)" : message.subject()));
        try {
            JsonNode variables = json.readTree(message.text("https"));
            for (String link : new String[] {"review_link", "approval_link", "rejection_link"}) {
                if (!variables.path(link).asText().isEmpty()) {
                    line("  " + String.format(Locale.ROOT, "%-15s", link.replace('_', ' ')) + " "
                            + variables.path(link).asText());
                }
            }
        } catch (JsonProcessingException e) {
            line("  " + message.text("default"));
        }
    }

    /** Says what the app has posted or updated, once for each state of a message. */
    void slack(SlackMessage message, String inbox) {
        line((message.isUpdated() ? "Updated in Slack: " : "Posted to Slack: ")
                + message.text().replaceAll("\\s+", " "));
        if (!message.buttons().isEmpty()) {
            line("  decide there    " + inbox);
        }
    }

    private void log(String functionName, String text) {
        JsonNode line = parsed(text);
        if (text.contains("Task timed out after")
                || LOUD.contains(line.path("level").asText())) {
            line(dim("  [" + functionName + "] " + text));
        } else if (line.path("progress").isTextual()) {
            progress(functionName, line.get("progress").textValue());
        }
    }

    /** Keeps what a function says about how far it is; once a second the latest is shown. */
    void progress(String functionName, String text) {
        writer.execute(() -> {
            progressed.put(functionName, System.nanoTime());
            progress = "  [" + functionName + "] " + text.replaceAll("\\p{Cntrl}", " ");
        });
    }

    private JsonNode parsed(String text) {
        try {
            return text.startsWith("{") ? json.readTree(text) : MissingNode.getInstance();
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    /** Shows once a second what goes on. */
    private void tick(Stack stack) {
        mapRuns.removeIf(run -> !report(stack.stepFunctions().describeMapRun(run)));
        writeProgress();
        atWork(stack.lambda());
    }

    /** Takes a Map Run's counts for progress, and returns whether it goes on. */
    private boolean report(MapRunDescription run) {
        MapRunDescription.Counts counts = run.executionCounts();
        long bad = counts.failed() + counts.timedOut() + counts.aborted();
        String text = String.format(
                Locale.ROOT,
                "  %s: %,d of %,d done, %,d at work%s",
                run.stateName(),
                counts.succeeded() + bad,
                counts.total(),
                counts.running(),
                bad == 0 ? "" : String.format(Locale.ROOT, ", %,d failed", bad));
        if (run.status() != MapRunDescription.Status.RUNNING) {
            print(text);
            return false;
        }
        if (!text.equals(shownMapRuns.put(run.mapRunArn(), text))) {
            progress = text;
        }
        return true;
    }

    void showProgress() {
        writer.execute(this::writeProgress);
    }

    /** Writes the latest progress over the former one, or on a line of its own where nothing can be written over. */
    private void writeProgress() {
        if (progress.equals(shownProgress)) {
            return;
        }
        shownProgress = progress;
        if (interactive) {
            out.print(CLEAR_LINE + dim(progress));
            out.flush();
            overwritable = true;
        } else {
            print(progress);
        }
    }

    private void atWork(Lambda lambda) {
        Set<Long> calls = new HashSet<>();
        for (Lambda.Running call : lambda.running()) {
            calls.add(call.call());
            long now = System.nanoTime();
            long worked = now - call.sinceNanos();
            long steps = worked / STILL_AT_WORK.toNanos();
            Long spoke = progressed.get(call.functionName());
            boolean speaks = spoke != null && now - spoke < STILL_AT_WORK.toNanos();
            if (steps > reported.getOrDefault(call.call(), 0L)) {
                reported.put(call.call(), steps);
                if (!speaks) {
                    print("          .. " + call.functionName() + " is at work for "
                            + seconds(Duration.ofNanos(worked)));
                }
            }
        }
        reported.keySet().retainAll(calls);
    }

    /** Writes a line in place of the progress, if that still stands there; on the writer's thread only. */
    private void print(String text) {
        out.println((overwritable ? CLEAR_LINE : "") + text);
        out.flush();
        overwritable = false;
    }

    /** The last line names the execution, its status and its error; whatever is reported later is dropped. */
    void ended(
            ExecutionDescription end,
            @Nullable Decision decision,
            Reviewer reviewer,
            boolean stateAsked,
            boolean asAsked) {
        if (!reviewer.wasAsked()) {
            line("Nobody was asked" + whyNobody(end.status(), stateAsked));
        }
        if (end.error() != null && end.cause() != null) {
            line("Cause: " + end.cause());
        }
        if (decision != null && !asAsked) {
            line("That is not what --decide " + decision + " asks for.");
        }
        String error = end.error() == null ? "" : " " + end.error();
        line(end.name() + " " + end.status() + error);
        drain();
        writer.shutdown();
    }

    /** @param stateAsked whether there was a state that asks; its message then reached nobody */
    private static String whyNobody(ExecutionStatus status, boolean stateAsked) {
        if (stateAsked) {
            return ": no request for a review was sent.";
        }
        return switch (status) {
            case SUCCEEDED -> ": no review was needed.";
            case FAILED -> ": the execution failed before that.";
            case ABORTED -> ": the execution was stopped before that.";
            case TIMED_OUT -> ": the time of the execution was over before that.";
            case RUNNING -> " so far.";
        };
    }

    void problem(String text) {
        line(text);
        drain();
    }

    void line(String text) {
        writer.execute(() -> print(text));
    }

    /** Returns when everything that was reported is written. */
    void drain() {
        CompletableFuture.runAsync(() -> out.flush(), writer).join();
    }

    private String dim(String text) {
        return colors ? "\u001b[2m" + text + "\u001b[0m" : text;
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1e3);
    }
}
