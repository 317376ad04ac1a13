package dev.reviewgate.local.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reviewgate.states.StepFunctions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the definition, the template and the jars say of each other. */
class PipelineIT {
    private static final Path DEFINITION = Flow.ROOT.resolve("statemachine/dataset-review.asl.json");
    private static final Path EXAMPLES = Flow.ROOT.resolve("statemachine/examples");
    private static final Path LARGE = Flow.ROOT.resolve("statemachine/large-dataset-review.asl.json");

    @ParameterizedTest
    @ValueSource(strings = {"dataset-review", "large-dataset-review"})
    void everySubstitutionOfADefinitionIsInTheTemplateAndTheOtherWayRound(String machine) throws IOException {
        String file = "statemachine/" + machine + ".asl.json";
        Set<String> used = new TreeSet<>();
        Matcher matcher = Pattern.compile("\\$\\{(\\w+)}").matcher(Files.readString(Flow.ROOT.resolve(file)));
        while (matcher.find()) {
            used.add(matcher.group(1));
        }
        String template = Files.readString(Flow.ROOT.resolve("template.yaml"));
        int definition = template.indexOf("DefinitionUri: " + file);
        String section = template.substring(
                template.indexOf("DefinitionSubstitutions:", definition), template.indexOf("Logging:", definition));
        Set<String> given = new TreeSet<>();
        Matcher names = Pattern.compile("(?m)^ {8}(\\w+):").matcher(section);
        while (names.find()) {
            given.add(names.group(1));
        }

        assertThat(used).isNotEmpty().isEqualTo(given);
    }

    @Test
    void everyErrorClassThatADefinitionNamesIsInAJar() throws IOException {
        Set<String> named = new TreeSet<>();
        Matcher matcher = Pattern.compile("\"(dev\\.reviewgate\\.[\\w.]+)\"")
                .matcher(Files.readString(DEFINITION)
                        + Files.readString(LARGE)
                        + Files.readString(EXAMPLES.resolve("promote-model.asl.json"))
                        + Files.readString(EXAMPLES.resolve("provision.asl.json")));
        while (matcher.find()) {
            named.add(matcher.group(1));
        }
        List<String> classes = new ArrayList<>();
        for (String function : List.of("dataset-generator", "review-notifier")) {
            classes.addAll(entries(function));
        }

        assertThat(named)
                .isNotEmpty()
                .allSatisfy(name -> assertThat(classes).contains(name.replace('.', '/') + ".class"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dataset-review", "large-dataset-review", "examples/promote-model", "examples/provision"})
    void everyStateSaysWhyItIsThereAndNoneRetriesEverything(String machine) throws IOException {
        String definition = Files.readString(Flow.ROOT.resolve("statemachine/" + machine + ".asl.json"))
                .replaceAll("\\$\\{\\w+}", "604800");

        List<JsonNode> states = states(Flow.json(definition));
        assertThat(states).hasSizeGreaterThan(5).allSatisfy(state -> {
            assertThat(state.path("Comment").asText()).as(state.toString()).isNotBlank();
            state.path("Retry").forEach(retry -> {
                assertThat(retry.path("ErrorEquals").toString())
                        .as(state.toString())
                        .doesNotContain("States.ALL");
                assertThat(retry.path("JitterStrategy").asText()).isEqualTo("FULL");
                assertThat(retry.path("MaxDelaySeconds").isInt()).isTrue();
            });
        });
        StepFunctions.Builder builder = StepFunctions.builder()
                .functions((name, payload) -> {
                    throw new AssertionError("nothing is called");
                })
                .objects(new NoObjects());
        states.stream()
                .map(state -> state.path("Resource").asText())
                .filter(resource -> resource.startsWith("arn:aws:states:::aws-sdk:"))
                .forEach(resource -> builder.integration(resource, request -> request.arguments()));
        try (StepFunctions engine = builder.build()) {
            assertThat(engine.createStateMachine("pipeline", definition)).contains(":stateMachine:pipeline");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"dataset-review", "large-dataset-review", "examples/promote-model", "examples/provision"})
    void everyStateIsReachedAndEveryTaskHasATimeLimitAndNamesItsFailures(String machine) throws IOException {
        JsonNode definition = Flow.json(Files.readString(Flow.ROOT.resolve("statemachine/" + machine + ".asl.json"))
                .replaceAll("\\$\\{\\w+}", "604800"));

        assertThat(definition.path("TimeoutSeconds").isInt()).isTrue();
        Set<String> named = new TreeSet<>(Set.of(definition.path("StartAt").asText()));
        definition.findValuesAsText("Next").forEach(named::add);
        definition.findValuesAsText("Default").forEach(named::add);
        definition.path("States").properties().forEach(state -> {
            assertThat(named).contains(state.getKey());
            if (state.getValue().path("Type").asText().equals("Task")) {
                assertThat(state.getValue().has("TimeoutSeconds"))
                        .as(state.getKey())
                        .isTrue();
                assertThat(state.getValue().path("Catch").toString())
                        .as(state.getKey())
                        .contains("States.ALL");
            }
            if (state.getValue().path("Resource").asText().endsWith(".waitForTaskToken")) {
                assertThat(state.getValue().path("Catch").toString())
                        .as(state.getKey())
                        .contains("ReviewRejected", "States.Timeout", "States.HeartbeatTimeout", "States.ALL");
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"promote-model", "provision"})
    void anExampleRefersToTheNotifierOnly(String example) throws IOException {
        String definition = Files.readString(EXAMPLES.resolve(example + ".asl.json"));

        assertThat(definition.replace("${ReviewNotifierArn}", "")).doesNotContain("${");
    }

    @Test
    void theAnswerOfManyCallsIsTakenAsThatOfOne() throws IOException {
        JsonNode states = Flow.json(Files.readString(DEFINITION).replaceAll("\\$\\{\\w+}", "604800"))
                .path("States");

        String one = states.at("/GenerateDataset/Assign").toString();
        JsonNode many = states.path("ScreenInParts");

        assertThat(many.path("Assign").toString())
                .isEqualTo(one.replace("$states.result.Payload", "$states.result.Output"));
        assertThat(many.path("Next")).isEqualTo(states.at("/GenerateDataset/Next"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dataset-generator", "review-notifier", "approval-callback"})
    void aDeployedJarHoldsOneHttpClientAndOneJsonLibrary(String function) throws IOException {
        List<String> entries = entries(function);

        assertThat(entries)
                .contains("software/amazon/awssdk/http/urlconnection/UrlConnectionHttpClient.class")
                .contains("com/fasterxml/jackson/databind/ObjectMapper.class")
                .noneMatch(e -> e.startsWith("io/netty/")
                        || e.startsWith("org/apache/http")
                        || e.startsWith("software/amazon/awssdk/http/nio/")
                        || e.startsWith("software/amazon/awssdk/http/apache/")
                        || e.startsWith("software/amazon/awssdk/http/crt/")
                        || e.startsWith("com/google/gson/")
                        || e.startsWith("org/json/")
                        || e.startsWith("jakarta/json/")
                        || e.startsWith("com/alibaba/")
                        || e.startsWith("com/microsoft/"));
        assertThat(Files.size(jar(function))).isLessThan(16_000_000);
    }

    /** Those of the machine, and those that its Maps have inside. */
    private static List<JsonNode> states(JsonNode machine) {
        List<JsonNode> states = new ArrayList<>();
        machine.path("States").forEach(state -> {
            states.add(state);
            states.addAll(states(state.path("ItemProcessor")));
        });
        return states;
    }

    private static List<String> entries(String function) throws IOException {
        try (JarFile jar = new JarFile(jar(function).toFile());
                Stream<JarEntry> entries = jar.stream()) {
            return entries.map(JarEntry::getName).toList();
        }
    }

    private static Path jar(String function) {
        return Flow.ROOT.resolve(function).resolve("target").resolve(function + ".jar");
    }
}
