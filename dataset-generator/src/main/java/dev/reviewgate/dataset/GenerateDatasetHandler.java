package dev.reviewgate.dataset;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** The first function of the pipeline: validates the execution input, makes or screens a dataset, writes the evidence. */
public final class GenerateDatasetHandler implements RequestStreamHandler {
    private final ObjectMapper json = Json.mapper();
    private final OrderReader orders;
    private final GenerateDataset generateDataset;
    private final Log log;
    private final Clock clock;

    /** Called by Lambda; wires the production collaborators. */
    public GenerateDatasetHandler() {
        this(System.getenv(), s3(System.getenv()), Path.of(System.getProperty("java.io.tmpdir")), Clock.systemUTC());
    }

    GenerateDatasetHandler(Map<String, String> environment, S3Client s3, Path temporaryDirectory, Clock clock) {
        this(environment, s3, temporaryDirectory, clock, new Log(System.out, clock, Json.mapper()));
    }

    GenerateDatasetHandler(
            Map<String, String> environment, S3Client s3, Path temporaryDirectory, Clock clock, Log log) {
        var settings = Settings.from(environment);
        this.log = log;
        this.clock = clock;
        orders = new OrderReader(settings, json);
        generateDataset = new GenerateDataset(
                new SourceStore(s3),
                new BaselineStore(s3, settings.datasetBucket(), json, log),
                new EvidenceStore(s3, settings.datasetBucket(), log),
                json,
                temporaryDirectory,
                Sizes.largestFile(environment),
                clock,
                log);
    }

    static S3Client s3(Map<String, String> environment) {
        var region = environment.get("AWS_REGION");
        if (region == null || region.isBlank()) {
            throw new IllegalArgumentException("environment variable AWS_REGION is missing");
        }
        return S3Client.builder()
                .region(Region.of(region))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .credentialsProvider(EnvironmentVariableCredentialsProvider.create())
                .build();
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        var started = clock.instant();
        try {
            var order = orders.read(read(input));
            log.info("Dataset started", Map.of("execution", order.executionName(), "dataset", order.dataset()));
            var result = generateDataset.run(order);
            log.info(
                    "Dataset finished",
                    Map.of(
                            "execution",
                            order.executionName(),
                            "rows",
                            result.summary().rows(),
                            "flaggedRows",
                            result.summary().flaggedRows(),
                            "ms",
                            Duration.between(started, clock.instant()).toMillis()));
            json.writeValue(output, result);
        } catch (DatasetTooLarge e) {
            log.info("Dataset handed over", Map.of("reason", String.valueOf(e.getMessage())));
            throw e;
        } catch (InvalidInput | InvalidDataset e) {
            log.warn("Dataset refused", Map.of("error", e.toString()));
            throw e;
        } catch (IOException | RuntimeException e) {
            log.error("Dataset failed", Map.of("error", e.toString()));
            throw e;
        }
    }

    private JsonNode read(InputStream input) throws IOException {
        try {
            return json.readTree(input);
        } catch (JsonProcessingException e) {
            // Without the parser's own message, which quotes the input.
            throw new InvalidInput("the payload is not JSON that can be read, or names a field twice");
        }
    }
}
