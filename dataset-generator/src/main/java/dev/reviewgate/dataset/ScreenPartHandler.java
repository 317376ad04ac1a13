package dev.reviewgate.dataset;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reviewgate.dataset.parts.Call;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;

/** Does one phase of screening a large dataset; the state machine LargeDatasetReview says which, and for which part. */
public final class ScreenPartHandler implements RequestStreamHandler {
    private final ObjectMapper json = Json.mapper();
    private final ScreenInParts screenInParts;
    private final Log log;
    private final Clock clock;

    /** Called by Lambda; wires the production collaborators. */
    public ScreenPartHandler() {
        this(
                System.getenv(),
                GenerateDatasetHandler.s3(System.getenv()),
                Path.of(System.getProperty("java.io.tmpdir")),
                Clock.systemUTC());
    }

    ScreenPartHandler(Map<String, String> environment, S3Client s3, Path temporaryDirectory, Clock clock) {
        this.clock = clock;
        log = new Log(System.out, clock, Json.mapper());
        screenInParts = new ScreenInParts(
                Settings.from(environment), Sizes.from(environment), s3, json, temporaryDirectory, clock, log);
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        var started = clock.instant();
        try {
            var call = read(input);
            var answer = screenInParts.run(call);
            log.info(
                    "Phase finished",
                    Map.of(
                            "phase",
                            call.getClass().getSimpleName(),
                            "answer",
                            answer,
                            "ms",
                            Duration.between(started, clock.instant()).toMillis()));
            json.writeValue(output, answer);
        } catch (InvalidInput | InvalidDataset e) {
            log.warn("Dataset refused", Map.of("error", e.toString()));
            throw e;
        } catch (IOException | SdkException e) {
            log.error("Phase interrupted", Map.of("error", e.toString()));
            throw new StorageInterrupted(e);
        } catch (RuntimeException e) {
            log.error("Phase failed", Map.of("error", e.toString()));
            throw e;
        }
    }

    private Call read(InputStream input) throws IOException {
        try {
            return json.readValue(input, Call.class);
        } catch (JsonProcessingException e) {
            // Without the parser's own message, which quotes the input.
            throw new InvalidInput("the payload is not a phase of a screening in parts");
        }
    }
}
