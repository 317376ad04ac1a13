package dev.reviewgate.local.flow;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The operators' command line as a process of its own, run by an IAM user of this machine. */
final class OperatorCli {
    private static final Path JAR = Flow.ROOT.resolve("operator/target/operator.jar");

    /** Where {@code ./run-local} keeps what operators sign with. */
    private static final Path SECRET = Flow.ROOT.resolve("local/target/secret-access-key");

    private final String apiUrl;
    private final String user;

    /** @param user whose access key has the same name here */
    OperatorCli(String apiUrl, String user) {
        this.apiUrl = apiUrl;
        this.user = user;
    }

    static String arn(String user) {
        return "arn:aws:iam::000000000000:user/" + user;
    }

    /** What a command left behind. */
    record Ran(int exitCode, String out, String err) {
        JsonNode json() {
            return Flow.json(out);
        }

        JsonNode error() {
            return Flow.json(err);
        }
    }

    Ran run(String... arguments) {
        List<String> command = new ArrayList<>(Tools.java("-jar", JAR.toString()));
        command.addAll(List.of(arguments));
        try {
            Path err = Files.createTempFile(Path.of("target"), "operator-", ".err");
            ProcessBuilder builder = new ProcessBuilder(command).redirectError(err.toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("AWS_") || name.startsWith("JAVA_TOOL"));
            builder.environment().put("AWS_ACCESS_KEY_ID", user);
            builder.environment()
                    .put("AWS_SECRET_ACCESS_KEY", Files.readString(SECRET).strip());
            builder.environment().put("AWS_REGION", "eu-west-1");
            builder.environment().put("REVIEW_GATE_API_URL", apiUrl);
            Process process = builder.start();
            process.getOutputStream().close();
            String out = new String(process.getInputStream().readAllBytes(), UTF_8);
            int exitCode = process.waitFor();
            String said = Files.readString(err);
            Files.delete(err);
            return new Ran(exitCode, out, said);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
