package dev.reviewgate.states;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Does what AWS was recorded to do; skipped where the recordings are not at hand. */
class RecordedCasesTest {
    private static final Set<String> RESOURCES = Set.of(
            "arn:aws:states:::lambda:invoke",
            "arn:aws:states:::lambda:invoke.waitForTaskToken",
            "arn:aws:states:::sns:publish",
            "arn:aws:states:::sns:publish.waitForTaskToken");

    /** Cases within scope that are not compared, and why. */
    private static final Map<String, String> EXCLUDED = Map.of(
            "services-lambda_task_service--invoke_unsupported_param",
            "LogType Tail asks for a function's log, which a FunctionInvoker does not give");

    @TestFactory
    Stream<DynamicTest> jsonataDoesWhatAwsDid() throws IOException {
        return tests(
                each -> isInScope(each) && !EXCLUDED.containsKey(each.name()),
                (each, run) -> compare(run, each.execute(run.definition(), run.input())));
    }

    @TestFactory
    Stream<DynamicTest> whatJsonPathSaysInJsonataDoesWhatAwsDid() throws IOException {
        return tests(
                each -> !isInScope(each) && isTransposable(each) && !EXCLUDED.containsKey(each.name()),
                (each, run) -> compare(run, each.execute(Transposition.toJsonata(run.definition()), run.input())));
    }

    @TestFactory
    Stream<DynamicTest> whatIsNotSupportedIsRefusedByName() throws IOException {
        return tests(each -> !isInScope(each), (each, run) -> {
            Throwable refusal = catchThrowable(() -> each.execute(run.definition(), run.input()));

            assertThat(refusal)
                    .isInstanceOf(InvalidDefinition.class)
                    .hasMessageMatching("(?s)State '.+', field '\\w+': .*"
                            + "(JSONPath|Parallel|arn:aws:lambda:|arn:aws:states:).* (is|are) not supported.*");
        });
    }

    private static Stream<DynamicTest> tests(
            Predicate<RecordedCase> chosen, BiConsumer<RecordedCase, RecordedCase.Run> check) throws IOException {
        Path root = Path.of(System.getProperty("states.cases", "../../shared/states-cases"));
        if (!Files.isDirectory(root)) {
            String reason = "No recorded cases in " + root + "; -Dstates.cases=FOLDER names another folder";
            return Stream.of(DynamicTest.dynamicTest(reason, () -> abort(reason)));
        }
        try (Stream<Path> folders = Files.list(root)) {
            List<DynamicTest> tests = folders.filter(Files::isDirectory)
                    .sorted(Comparator.comparing(Path::getFileName))
                    .map(RecordedCase::new)
                    .filter(chosen)
                    .map(each -> DynamicTest.dynamicTest(each.name(), () -> {
                        for (RecordedCase.Run run : each.runs()) {
                            check.accept(each, run);
                        }
                    }))
                    .toList();
            assertThat(tests).as("cases in %s", root).isNotEmpty();
            return tests.stream();
        }
    }

    private static void compare(RecordedCase.Run run, ObjectNode outcome) {
        JsonNode expected = run.expected();
        if (!expected.has("events")) {
            outcome.remove("events");
        }
        assertThat(Recording.difference(expected, outcome))
                .as("recorded: %s%ncame: %s", expected, outcome)
                .isEmpty();
    }

    private static boolean isInScope(RecordedCase each) {
        return each.runs().stream()
                .allMatch(run -> isInScope(
                        run.definition(), run.definition().path("QueryLanguage").asText()));
    }

    /** Looks at a state machine, or at the processor of a Map within one. */
    private static boolean isInScope(JsonNode definition, String language) {
        return definition.get("States").properties().stream()
                .map(Map.Entry::getValue)
                .allMatch(state -> state.path("QueryLanguage").asText(language).equals("JSONata")
                        && !state.path("Type").asText().equals("Parallel")
                        && (!state.has("ItemProcessor") || isInScope(state.get("ItemProcessor"), language))
                        && (!state.has("Resource")
                                || RESOURCES.contains(state.get("Resource").asText())));
    }

    private static boolean isTransposable(RecordedCase each) {
        for (RecordedCase.Run run : each.runs()) {
            if (!run.definition().findValuesAsText("Resource").stream().allMatch(RESOURCES::contains)) {
                return false;
            }
            // A cause that speaks of a path has no counterpart.
            if (run.expected().path("cause").asText().matches("(?s).*[Pp]ath.*")) {
                return false;
            }
            try {
                Transposition.toJsonata(run.definition());
            } catch (Transposition.Impossible e) {
                return false;
            }
        }
        return true;
    }
}
