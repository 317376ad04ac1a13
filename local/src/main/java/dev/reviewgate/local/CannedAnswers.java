package dev.reviewgate.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reviewgate.states.TaskFailure;
import dev.reviewgate.states.TaskIntegration;
import dev.reviewgate.states.TaskRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What a service that is not here answers, one call after the other; the last answer is that to all later calls too.
 *
 * <p>The file is written as the mocked responses of Step Functions Local are, by resource instead of by name:
 * <code>{"arn:aws:states:::aws-sdk:sagemaker:describeModelPackage": {"0": {"Return": {...}}, "1": {"Throw": {"Error":
 * "...", "Cause": "..."}}}}</code>.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/sfn-local-mock-cfg-file.html">Mock configuration
 *     file</a>
 */
final class CannedAnswers implements TaskIntegration {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final NavigableMap<Integer, JsonNode> answers;
    private final AtomicInteger calls = new AtomicInteger();

    private CannedAnswers(NavigableMap<Integer, JsonNode> answers) {
        this.answers = answers;
    }

    /**
     * Reads the answers of all resources in a file.
     *
     * @throws IllegalArgumentException saying what is wrong with it
     */
    static Map<String, TaskIntegration> read(Path file) throws IOException {
        JsonNode json;
        try {
            json = JSON.readTree(Files.readString(file));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(file + " is not JSON: " + e.getOriginalMessage(), e);
        }
        Map<String, TaskIntegration> integrations = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> resource : json.properties()) {
            integrations.put(resource.getKey(), new CannedAnswers(answers(file, resource)));
        }
        if (integrations.isEmpty()) {
            throw new IllegalArgumentException(
                    file + " holds no answers: it has to be an object with one field for each resource.");
        }
        return integrations;
    }

    private static NavigableMap<Integer, JsonNode> answers(Path file, Map.Entry<String, JsonNode> resource) {
        NavigableMap<Integer, JsonNode> answers = new TreeMap<>();
        for (Map.Entry<String, JsonNode> answer : resource.getValue().properties()) {
            String calls = answer.getKey();
            boolean returns = answer.getValue().has("Return");
            boolean fails = answer.getValue().at("/Throw/Error").isTextual();
            if (!calls.matches("\\d{1,6}(-\\d{1,6})?") || returns == fails) {
                throw new IllegalArgumentException(
                        file + ": \"" + calls + "\" of " + resource.getKey()
                                + " has to be the number of a call, or two with a dash, with either a Return or a Throw that has an Error.");
            }
            answers.put(Integer.valueOf(calls.replaceFirst("-.*", "")), answer.getValue());
        }
        if (!answers.containsKey(0)) {
            throw new IllegalArgumentException(
                    file + ": " + resource.getKey() + " has no answer to the first call, \"0\".");
        }
        return answers;
    }

    @Override
    public JsonNode call(TaskRequest request) throws TaskFailure {
        JsonNode answer = answers.floorEntry(calls.getAndIncrement()).getValue();
        if (answer.has("Return")) {
            return answer.get("Return");
        }
        @Nullable JsonNode cause = answer.at("/Throw").get("Cause");
        throw new TaskFailure(answer.at("/Throw/Error").asText(), cause == null ? null : cause.asText());
    }
}
