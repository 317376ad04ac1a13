package dev.reviewgate.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reviewgate.local.lambda.Lambda;
import dev.reviewgate.local.sns.Message;
import dev.reviewgate.states.ExecutionDescription;
import dev.reviewgate.states.HistoryEvent;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
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
    private static final Set<String> LOUD = Set.of("WARN", "ERROR");

    private final PrintStream out;
    private final boolean colors = Boolean.getBoolean("local.color");
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
    private volatile @Nullable Instant start;

    Terminal(PrintStream out) {
        this.out = out;
    }

    void ready(Stack stack, long nanos) {
        line("Ready after " + seconds(Duration.ofNanos(nanos)) + ".");
        line("  Pages and HTTP API  " + stack.apiUrl() + "/_local/");
        line("  AWS API             " + stack.awsUrl() + "   (--endpoint-url for the AWS CLI, any credentials)");
        line("  State machine       " + stack.stateMachineArn());
        line("  Logs of functions   " + stack.logs().directory());
        stack.logs().addListener(this::log);
        var unused = writer.scheduleAtFixedRate(() -> atWork(stack.lambda()), 1, 1, TimeUnit.SECONDS);
    }

    void started(String arn, Stack stack) {
        line("Started " + arn.substring(arn.lastIndexOf(':') + 1) + ": " + stack.apiUrl() + "/_local/executions/"
                + arn.substring(arn.lastIndexOf(':') + 1));
    }

    void event(HistoryEvent event) {
        writer.execute(() -> print(event));
    }

    private void print(HistoryEvent event) {
        Instant first = start;
        if (first == null) {
            first = event.timestamp();
            start = first;
        }
        String at = String.format(Locale.ROOT, "%8s  ", seconds(Duration.between(first, event.timestamp())));
        String state =
                event.details() == null ? "" : event.details().path("name").asText();
        if (event.type().endsWith("StateEntered")) {
            entered.put(state, event.timestamp());
            out.println(at + "-> " + state);
        } else if (event.type().endsWith("StateExited")) {
            Instant since = entered.getOrDefault(state, event.timestamp());
            out.println(at + "   " + state + " is done after " + seconds(Duration.between(since, event.timestamp())));
        } else if (event.type().endsWith("TimedOut") || (event.type().endsWith("Failed") && event.details() != null)) {
            String error =
                    event.details() == null ? "" : event.details().path("error").asText();
            out.println(at + "   " + event.type() + (error.isEmpty() ? "" : ": " + error));
        }
        out.flush();
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

    private void log(String functionName, String text) {
        if (text.contains("Task timed out after") || LOUD.contains(level(text))) {
            line(dim("  [" + functionName + "] " + text));
        }
    }

    private String level(String text) {
        if (!text.startsWith("{")) {
            return "";
        }
        try {
            return json.readTree(text).path("level").asText();
        } catch (JsonProcessingException e) {
            return "";
        }
    }

    private void atWork(Lambda lambda) {
        Set<Long> calls = new HashSet<>();
        for (Lambda.Running call : lambda.running()) {
            calls.add(call.call());
            long worked = System.nanoTime() - call.sinceNanos();
            long steps = worked / STILL_AT_WORK.toNanos();
            if (steps > reported.getOrDefault(call.call(), 0L)) {
                reported.put(call.call(), steps);
                out.println(
                        "          .. " + call.functionName() + " is at work for " + seconds(Duration.ofNanos(worked)));
                out.flush();
            }
        }
        reported.keySet().retainAll(calls);
    }

    /** The last line names the execution, its status and its error; whatever is reported later is dropped. */
    void ended(ExecutionDescription end, @Nullable Decision decision, Reviewer reviewer, boolean asAsked) {
        if (!reviewer.wasAsked()) {
            line("Nobody was asked: no review was needed.");
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

    void problem(String text) {
        line(text);
        drain();
    }

    void line(String text) {
        writer.execute(() -> {
            out.println(text);
            out.flush();
        });
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
