package dev.reviewgate.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reviewgate.states.TaskFailure;
import dev.reviewgate.states.TaskPlayer;
import dev.reviewgate.states.TaskRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a state, a function or a service answers instead of being called, one call after the other; the last answer is
 * that to all later calls too.
 *
 * <p>The file is written as the mocked responses of Step Functions Local are, by the name of a state, a function or a
 * resource: <code>{"arn:aws:states:::aws-sdk:sagemaker:describeModelPackage": {"0": {"Return": {...}}, "1": {"Throw":
 * {"Error": "...", "Cause": "..."}}}}</code>. Of several that fit, the state's goes before the function's, and that
 * before the resource's.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/sfn-local-mock-cfg-file.html">Mock configuration
 *     file</a>
 */
final class CannedAnswers implements TaskPlayer {
    static final CannedAnswers NONE = new CannedAnswers("", List.of());

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CALLBACK = ".waitForTaskToken";

    private final String file;
    private final List<Entry> entries;

    private CannedAnswers(String file, List<Entry> entries) {
        this.file = file;
        this.entries = List.copyOf(entries);
    }

    /**
     * Reads the answers in a file.
     *
     * @throws IllegalArgumentException saying what is wrong with it
     */
    static CannedAnswers read(Path file) throws IOException {
        JsonNode json;
        try {
            json = JSON.readTree(Files.readString(file));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(file + " is not JSON: " + e.getOriginalMessage(), e);
        }
        List<Entry> entries = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : json.properties()) {
            entries.add(new Entry(entry.getKey(), entry.getKey(), answers(file, entry), new AtomicInteger()));
        }
        if (entries.isEmpty()) {
            throw new IllegalArgumentException(file
                    + " holds no answers: it has to be an object with one field for each state, function or resource.");
        }
        return new CannedAnswers(String.valueOf(file.getFileName()), entries);
    }

    private static NavigableMap<Integer, JsonNode> answers(Path file, Map.Entry<String, JsonNode> entry) {
        NavigableMap<Integer, JsonNode> answers = new TreeMap<>();
        for (Map.Entry<String, JsonNode> answer : entry.getValue().properties()) {
            String calls = answer.getKey();
            boolean returns = answer.getValue().has("Return");
            boolean fails = answer.getValue().at("/Throw/Error").isTextual();
            if (!calls.matches("\\d{1,6}(-\\d{1,6})?") || returns == fails) {
                throw new IllegalArgumentException(
                        file + ": \"" + calls + "\" of " + entry.getKey()
                                + " has to be the number of a call, or two with a dash, with either a Return or a Throw that has an Error.");
            }
            answers.put(Integer.valueOf(calls.replaceFirst("-.*", "")), answer.getValue());
        }
        if (!answers.containsKey(0)) {
            throw new IllegalArgumentException(
                    file + ": " + entry.getKey() + " has no answer to the first call, \"0\".");
        }
        return answers;
    }

    /** Returns the same answers under names in which is replaced what is replaced in the definition. */
    CannedAnswers named(UnaryOperator<String> substitution) {
        return new CannedAnswers(
                file,
                entries.stream()
                        .map(e -> new Entry(e.written, substitution.apply(e.written), e.answers, e.calls))
                        .toList());
    }

    @Override
    public boolean plays(String stateName, String resource) {
        return find(stateName, resource, JSON.nullNode()).isPresent();
    }

    @Override
    public Optional<JsonNode> play(TaskRequest request) throws TaskFailure {
        Optional<Entry> entry = find(request.stateName(), request.resource(), request.arguments());
        return entry.isEmpty() ? Optional.empty() : Optional.of(entry.get().next());
    }

    private Optional<Entry> find(String stateName, String resource, JsonNode arguments) {
        return first(entry -> entry.name.equals(stateName))
                .or(() -> function(FunctionName.of(resource, arguments)))
                .or(() -> first(entry -> entry.name.equals(resource)));
    }

    private Optional<Entry> first(Predicate<Entry> wanted) {
        return entries.stream().filter(wanted).findFirst();
    }

    /** Finds the answers of the function that say most exactly which one they mean. */
    private Optional<Entry> function(@Nullable FunctionName called) {
        if (called == null) {
            return Optional.empty();
        }
        return entries.stream()
                .filter(entry -> entry.means(called))
                .max(Comparator.comparingInt(
                        entry -> Objects.requireNonNull(entry.function()).precision()));
    }

    /** Says which names stand for nothing in a definition; of one that is not JSON there is nothing to say. */
    List<String> unusable(String definition) {
        Map<String, JsonNode> tasks = new LinkedHashMap<>();
        try {
            collectTasks(JSON.readTree(definition), tasks);
        } catch (JsonProcessingException e) {
            return List.of();
        }
        return entries.stream()
                .filter(entry ->
                        tasks.entrySet().stream().noneMatch(task -> entry.mayAnswer(task.getKey(), task.getValue())))
                .map(
                        entry -> "Nothing can use \"" + entry.written + "\" of " + file
                                + ": the state machine has no Task of that name, no Task with that Resource, and calls no such function.")
                .toList();
    }

    private static void collectTasks(JsonNode machine, Map<String, JsonNode> tasks) {
        machine.path("States").properties().forEach(state -> {
            JsonNode value = state.getValue();
            if (value.path("Type").asText().equals("Task")) {
                tasks.put(state.getKey(), value);
            }
            collectTasks(value.path("ItemProcessor"), tasks);
        });
    }

    /** Says which answers nothing has got so far. */
    List<String> unused() {
        return entries.stream().flatMap(entry -> entry.unused(file).stream()).toList();
    }

    /**
     * The answers under one name.
     *
     * @param written the name as the file has it, {@code name} as the definition has it
     */
    private record Entry(String written, String name, NavigableMap<Integer, JsonNode> answers, AtomicInteger calls) {
        @Nullable
        FunctionName function() {
            return FunctionName.parse(name);
        }

        boolean means(FunctionName called) {
            FunctionName function = function();
            return function != null && function.means(called);
        }

        JsonNode next() throws TaskFailure {
            JsonNode answer = answers.floorEntry(calls.getAndIncrement()).getValue();
            if (answer.has("Return")) {
                return answer.get("Return");
            }
            JsonNode cause = answer.at("/Throw").get("Cause");
            throw new TaskFailure(answer.at("/Throw/Error").asText(), cause == null ? null : cause.asText());
        }

        /** Returns whether it may be used by a Task; a function whose name is an expression may be any. */
        boolean mayAnswer(String stateName, JsonNode task) {
            String resource = task.path("Resource").asText();
            if (name.equals(stateName) || name.equals(resource)) {
                return true;
            }
            if (!FunctionName.isCalledBy(resource)) {
                return resource.equals(name + CALLBACK);
            }
            FunctionName called = FunctionName.of(resource, task.path("Arguments"));
            return called == null ? function() != null : means(called);
        }

        List<String> unused(String file) {
            int called = calls.get();
            if (called == 0) {
                return List.of("Nothing used the answers of \"" + written + "\" in " + file + ".");
            }
            return answers.tailMap(called, true).keySet().stream()
                    .map(call -> "Nothing used the answer \"" + call + "\" of \"" + written + "\" in " + file
                            + ": there " + (called == 1 ? "was 1 call." : "were " + called + " calls."))
                    .toList();
        }
    }
}
