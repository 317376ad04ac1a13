package dev.reviewgate.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.reviewgate.states.TaskFailure;
import dev.reviewgate.states.TaskIntegration;
import dev.reviewgate.states.TaskRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CannedAnswersTest {
    @TempDir
    private Path directory;

    @Test
    void eachCallGetsTheNextAnswerAndLaterOnesTheLast() throws Exception {
        TaskIntegration service = Objects.requireNonNull(CannedAnswers.read(
                        file("{\"a\": {\"0\": {\"Return\": 1}, \"1-2\": {\"Return\": 2}, \"3\": {\"Return\": null}}}"))
                .get("a"));

        List<String> answers = new ArrayList<>();
        for (int call = 0; call < 6; call++) {
            answers.add(call(service));
        }

        assertThat(answers).containsExactly("1", "2", "2", "null", "null", "null");
    }

    @Test
    void aServiceMayFailByName() throws IOException {
        TaskIntegration service = Objects.requireNonNull(CannedAnswers.read(
                        file(
                                "{\"a\": {\"0\": {\"Throw\": {\"Error\": \"SageMaker.ConflictException\", \"Cause\": \"busy\"}}}}"))
                .get("a"));

        assertThatThrownBy(() -> call(service))
                .isInstanceOf(TaskFailure.class)
                .hasMessage("SageMaker.ConflictException: busy");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "not JSON | is not JSON",
                "[] | holds no answers",
                "{\"a\": {}} | a has no answer to the first call",
                "{\"a\": {\"1\": {\"Return\": 1}}} | a has no answer to the first call",
                "{\"a\": {\"first\": {\"Return\": 1}}} | \"first\" of a has to be the number of a call",
                "{\"a\": {\"0\": {\"Result\": 1}}} | \"0\" of a has to be the number of a call",
                "{\"a\": {\"0\": {\"Throw\": {}}}} | \"0\" of a has to be the number of a call",
            })
    void aFileThatSaysNothingUsableIsRefused(String text, String why) throws IOException {
        Path file = file(text);

        assertThatThrownBy(() -> CannedAnswers.read(file)).hasMessageContaining(why);
    }

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("answers.json"), text);
    }

    private static String call(TaskIntegration service) throws TaskFailure, InterruptedException {
        return service.call(new TaskRequest("a", JsonNodeFactory.instance.objectNode()))
                .toString();
    }
}
