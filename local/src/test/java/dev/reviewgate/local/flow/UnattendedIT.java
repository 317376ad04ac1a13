package dev.reviewgate.local.flow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program behind {@code ./run-local}, as a process of its own. */
class UnattendedIT {
    @Test
    void lastLineIsTheExecutionAndThePageHasAnsweredBefore() throws Exception {
        List<String> lines = Tools.run(Tools.runLocal("--decide", "reject"), Map.of())
                .lines()
                .toList();

        assertThat(lines).anyMatch(line -> line.startsWith("Posted its form (reject), answer 200"));
        assertThat(lines.get(lines.size() - 1)).matches("[0-9a-f-]{36} FAILED ReviewRejected");
    }

    /** Only approvers whom Slack knows may decide this one: the page has no form but the one for personal data. */
    @Test
    void executionThatCannotBeDecidedIsStoppedAndSaysSo() throws Exception {
        Process process = new ProcessBuilder(
                        Tools.runLocal("--input", "events/start-quorum.json", "--decide", "approve"))
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();

        List<String> lines = process.inputReader().lines().toList();

        assertThat(process.waitFor()).isEqualTo(1);
        assertThat(lines)
                .anyMatch(line -> line.startsWith("The review page answered 200 and has no form to decide with: "))
                .contains(
                        "The execution is stopped, because nobody else decides it here.",
                        "Cause: --decide approve was not accepted.");
        assertThat(lines.get(lines.size() - 1)).matches("[0-9a-f-]{36} ABORTED NotDecided");
    }

    @Test
    void anotherStateMachineIsStartedWithTheInputAndTheAnswersBesideIt() throws Exception {
        List<String> lines = Tools.run(
                        Tools.runLocal("--machine", "statemachine/examples/provision.asl.json", "--decide", "ignore"),
                        Map.of())
                .lines()
                .toList();

        assertThat(lines).anyMatch(line -> line.endsWith("-> DeleteChangeSet"));
        assertThat(lines.get(lines.size() - 1)).matches("[0-9a-f-]{36} FAILED ReviewTimedOut");
    }

    @Test
    void aFunctionThatIsNotHereIsPlayedAndAnswersThatNothingUsesAreReported(@TempDir Path directory) throws Exception {
        String machine = scoring(
                directory,
                "{\"score\": {\"0\": {\"Return\": {\"Payload\": {\"auc\": 0.94}}}, \"1\": {\"Return\": {}}},"
                        + " \"scroe\": {\"0\": {\"Return\": {}}}}");

        List<String> lines = Tools.run(Tools.runLocal("--machine", machine), Map.of())
                .lines()
                .toList();

        int early = indexOf(lines, "Nothing can use \"scroe\" of scoring.answers.json: ");
        assertThat(early).isNotNegative().isLessThan(indexOf(lines, "Started "));
        assertThat(lines)
                .contains(
                        "Nothing used the answer \"1\" of \"score\" in scoring.answers.json: there was 1 call.",
                        "Nothing used the answers of \"scroe\" in scoring.answers.json.",
                        "Nobody was asked: no review was needed.");
        assertThat(lines.get(lines.size() - 1)).endsWith(" SUCCEEDED");
    }

    @Test
    void anExecutionThatFailsIsNotSaidToNeedNoReview(@TempDir Path directory) throws Exception {
        String machine = scoring(directory, "{\"Score\": {\"0\": {\"Throw\": {\"Error\": \"Broken\"}}}}");

        Process process = new ProcessBuilder(Tools.runLocal("--machine", machine))
                .redirectErrorStream(true)
                .start();
        List<String> lines = new String(process.getInputStream().readAllBytes(), UTF_8)
                .lines()
                .toList();

        assertThat(process.waitFor()).isEqualTo(1);
        assertThat(lines).contains("Nobody was asked: the execution failed before that.");
        assertThat(lines.get(lines.size() - 1)).endsWith(" FAILED Broken");
    }

    private static int indexOf(List<String> lines, String start) {
        return lines.indexOf(lines.stream()
                .filter(line -> line.startsWith(start))
                .findFirst()
                .orElse(""));
    }

    private static String scoring(Path directory, String answers) throws IOException {
        Files.writeString(directory.resolve("scoring.input.json"), "{}");
        Files.writeString(directory.resolve("scoring.answers.json"), answers);
        return Files.writeString(directory.resolve("scoring.asl.json"), """
                {"QueryLanguage": "JSONata", "StartAt": "Score", "States": {"Score": {"Type": "Task",
                  "Resource": "arn:aws:states:::lambda:invoke", "Arguments": {"FunctionName": "score"}, "End": true}}}
                """).toString();
    }

    @Test
    void nothingIsLeftBehindWhenItIsStoppedWhileItStarts(@TempDir Path scratch) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(Tools.runLocal("--serve"));
        builder.environment().put("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + scratch);
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        Flow.eventually(
                "it has a scratch directory", () -> scratchDirectories(scratch).findFirst());

        process.destroy();

        process.waitFor();
        assertThat(scratchDirectories(scratch)).isEmpty();
    }

    private static Stream<Path> scratchDirectories(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files
                    .filter(file -> String.valueOf(file.getFileName()).startsWith("review-gate-"))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
