package dev.reviewgate.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.reviewgate.core.Deadline;
import dev.reviewgate.core.Evidence;
import dev.reviewgate.core.Log;
import dev.reviewgate.core.S3File;
import dev.reviewgate.core.Samples;
import dev.reviewgate.core.TaskToken;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.sfn.SfnClient;

/** Against a server that answers too slowly, with the real HTTP client; what ends a call says after how long it did. */
class ClientsTest {
    private static final Duration SAFETY_NET = Duration.ofSeconds(60);

    private final CountDownLatch over = new CountDownLatch(1);
    private final AtomicInteger requests = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final TestClock clock = new TestClock(Samples.NOW);
    private HttpServer server;
    private S3Client s3;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.start();
        s3 = s3().build();
    }

    @AfterEach
    void close() {
        over.countDown();
        s3.close();
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void aBucketThatNeverAnswersCostsThreeSeconds() {
        ClientOverrideConfiguration limits = s3.serviceClientConfiguration().overrideConfiguration();

        assertThat(limits.apiCallTimeout()).contains(Duration.ofSeconds(3));
    }

    @Test
    void aBucketThatNeverAnswersCostsNoMoreThanWhatIsLeft() {
        neverAnswer();
        S3Client timed = new TimedS3(s3, Deadline.in(Duration.ofMillis(200), clock));

        assertThatThrownBy(() -> timed.getObjectAsBytes(b -> b.bucket("reviews").key("reviews/x/request.json")))
                .isInstanceOf(ApiCallTimeoutException.class)
                .hasMessageContaining("200 millis");
        clock.sleep(Duration.ofMillis(200));
        int before = requests.get();
        assertThatThrownBy(() -> timed.listObjectsV2(b -> b.bucket("reviews")))
                .isInstanceOf(ApiCallTimeoutException.class)
                .hasMessageContaining("0 millis");

        assertThat(requests).hasValue(before);
    }

    @Test
    void aDecisionThatIsNeverAnsweredCostsNoMoreThanWhatIsLeft() {
        neverAnswer();
        try (SfnClient sfn = Clients.sfn(Region.US_EAST_1, credentials(), Clients.http())
                .endpointOverride(address())
                .build()) {
            StepFunctionsTasks tasks = new StepFunctionsTasks(sfn, clock);

            // Leaves no time for a second call.
            TaskAnswer answer = tasks.answer(
                    new TaskToken("token"),
                    Samples.approval(Stage.ID),
                    null,
                    Deadline.in(Duration.ofMillis(500), clock));

            assertThat(answer).isEqualTo(new TaskAnswer.Busy(true, "ApiCallTimeoutException"));
            assertThat(requests).hasValueLessThanOrEqualTo(1);
        }
    }

    @Test
    void aReportThatTricklesInIsGivenUp() {
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 1_000_000);
            OutputStream body = exchange.getResponseBody();
            for (int i = 0; i < 10 * SAFETY_NET.toSeconds() && !await(Duration.ofMillis(100)); i++) {
                body.write(' ');
                body.flush();
            }
        });
        S3Client hasty = s3().overrideConfiguration(o -> o.apiCallTimeout(Duration.ofMillis(500)))
                .build();
        ReportReader reader = new ReportReader(hasty, new Log(new PrintStream(OutputStream.nullOutputStream()), clock));
        S3File file = new S3File("datasets", "datasets/run-1/report.json", "v1", "a".repeat(64), null);
        long start = System.nanoTime();

        Findings findings = reader.read(new Evidence(null, null, null, file, null));

        assertThat(findings).isEqualTo(new Findings.Unreadable("It could not be read just now."));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SAFETY_NET);
        hasty.close();
    }

    private void neverAnswer() {
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            await(SAFETY_NET);
        });
    }

    private S3ClientBuilder s3() {
        return Clients.s3(Region.US_EAST_1, credentials(), Clients.http()).endpointOverride(address());
    }

    private URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private static AwsCredentialsProvider credentials() {
        return StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "example-secret"));
    }

    /** Waits for the end of the test, or for this long; tells whether it ended. */
    private boolean await(Duration atMost) {
        try {
            return over.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
