package dev.reviewgate.local.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reviewgate.local.http.Callers;
import dev.reviewgate.local.http.LoopbackServer;
import dev.reviewgate.local.http.Raw;
import dev.reviewgate.local.template.Template;
import dev.reviewgate.states.TaskFailure;
import dev.reviewgate.states.TaskRequest;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.Tag;
import software.amazon.awssdk.services.s3.model.TaggingDirective;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** The calls that the functions make, through the proxy and with AWS's own SDK. */
class S3StoreTest {
    private static final String BUCKET = "datasets";
    private static final StaticCredentialsProvider ANYBODY =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "body"));

    @TempDir
    static Path directory;

    private static ExecutorService executor;
    private static S3Store store;
    private static LoopbackServer server;
    private static S3Client s3;

    private final String key = "a folder/ä+" + UUID.randomUUID();

    @BeforeAll
    static void start() throws Exception {
        executor = Executors.newCachedThreadPool();
        store = S3Store.start(directory);
        store.create(List.of(new Template.Bucket("Datasets", BUCKET, true)));
        server = LoopbackServer.bind(0, executor);
        server.start(Callers.AWS_CLIENTS, new S3Proxy(store.uri())::handle);
        s3 = S3Client.builder()
                .endpointOverride(URI.create(server.url()))
                .region(Region.US_EAST_1)
                .credentialsProvider(ANYBODY)
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    @AfterAll
    static void stop() {
        s3.close();
        server.close();
        store.close();
        executor.shutdownNow();
    }

    @Test
    void everyVersionCanBeReadAndHasItsChecksum() {
        String first = put("one");
        String second = put("two");

        assertThat(first).isNotEqualTo(second);
        assertThat(read(first)).isEqualTo("one");
        assertThat(read(second)).isEqualTo("two");
        assertThat(s3.headObject(b -> b.bucket(BUCKET).key(key).versionId(first).checksumMode("ENABLED")))
                .satisfies(head -> {
                    assertThat(head.contentLength()).isEqualTo(3);
                    assertThat(head.versionId()).isEqualTo(first);
                    assertThat(head.checksumSHA256()).isEqualTo("dpLDrTVAu4A8Ags67mbNiIcSMjTqDG5xQ8Ct1z/0Me0=");
                });
    }

    @Test
    void conditionalPutsHoldTheirConditions() {
        put("one");
        String tag = s3.headObject(b -> b.bucket(BUCKET).key(key)).eTag();

        assertThatThrownBy(() ->
                        s3.putObject(b -> b.bucket(BUCKET).key(key).ifNoneMatch("*"), RequestBody.fromString("two")))
                .isInstanceOfSatisfying(
                        S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(412));
        assertThatThrownBy(() -> s3.putObject(
                        b -> b.bucket(BUCKET).key(key).ifMatch("\"other\""), RequestBody.fromString("two")))
                .isInstanceOfSatisfying(
                        S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(412));
        s3.putObject(b -> b.bucket(BUCKET).key(key).ifMatch(tag), RequestBody.fromString("three"));
        assertThat(s3.getObjectAsBytes(b -> b.bucket(BUCKET).key(key)).asUtf8String())
                .isEqualTo("three");
    }

    @RepeatedTest(20)
    void ofConditionalPutsThatComeTogetherOneIsTaken() throws Exception {
        CyclicBarrier together = new CyclicBarrier(6);
        Callable<Integer> put = () -> {
            together.await();
            try {
                s3.putObject(b -> b.bucket(BUCKET).key(key).ifNoneMatch("*"), RequestBody.fromString("mine"));
                return 200;
            } catch (S3Exception e) {
                return e.statusCode();
            }
        };

        List<Integer> answers = new ArrayList<>();
        for (Future<Integer> answer : executor.invokeAll(Collections.nCopies(6, put))) {
            answers.add(answer.get());
        }

        assertThat(answers).containsOnlyOnce(200).containsOnly(200, 412);
    }

    @Test
    void noWebsiteReadsAnObjectNorReachesS3MockItself() throws Exception {
        put("one");
        String path = S3Store.path(BUCKET, key);

        for (int port : new int[] {server.port(), store.uri().getPort()}) {
            assertThat(Raw.status(port, "GET", path, "", List.of("Host: website.example:" + port)))
                    .isEqualTo(403);
            assertThat(Raw.status(
                            port,
                            "GET",
                            path,
                            "",
                            List.of("Host: 127.0.0.1:" + port, "Origin: https://website.example")))
                    .isEqualTo(403);
            assertThat(Raw.status(port, "DELETE", path, "", List.of("Host: website.example:" + port)))
                    .isEqualTo(403);
            assertThat(Raw.status(port, "GET", path, "", List.of("Host: 127.0.0.1:" + port)))
                    .isEqualTo(200);
        }
    }

    @Test
    void linkToAFileMayBeFollowedFromAPage() {
        put("one");

        int status = Raw.status(
                server.port(),
                "GET",
                S3Store.path(BUCKET, key),
                "",
                List.of("Host: 127.0.0.1:" + server.port(), "Sec-Fetch-Site: same-site", "Sec-Fetch-Mode: navigate"));

        assertThat(status).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"?response-content-type=text/html", "?list-type=2", ".missing"})
    void noAnswerIsAPageThatReadsTheOthers(String more) throws Exception {
        put("<script>fetch('/')</script>");

        for (int port : new int[] {server.port(), store.uri().getPort()}) {
            for (String path : List.of(S3Store.path(BUCKET, key) + more, "/" + BUCKET + more)) {
                HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .build();
                assertProtected(store.send(request));
            }
        }
    }

    @Test
    void aRefusalIsNoPageEither() throws Exception {
        for (int port : new int[] {server.port(), store.uri().getPort()}) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
                    .header("Sec-Fetch-Site", "cross-site")
                    .build();

            HttpResponse<String> answer = store.send(request);

            assertThat(answer.statusCode()).isEqualTo(403);
            assertProtected(answer);
        }
    }

    private static void assertProtected(HttpResponse<String> answer) {
        assertThat(answer.headers().allValues("Content-Security-Policy"))
                .as(answer.uri().toString())
                .containsExactly("default-src 'none'; frame-ancestors 'none'; sandbox");
        assertThat(answer.headers().allValues("X-Frame-Options")).containsExactly("DENY");
        assertThat(answer.headers().allValues("X-Content-Type-Options")).containsExactly("nosniff");
    }

    @Test
    void presignedLinkNamesTheDownload() throws Exception {
        String version = put("one");
        put("two");

        HttpURLConnection connection;
        try (S3Presigner presigner = S3Presigner.builder()
                .endpointOverride(URI.create(server.url()))
                .region(Region.US_EAST_1)
                .credentialsProvider(ANYBODY)
                .build()) {
            connection = (HttpURLConnection) presigner
                    .presignGetObject(b -> b.signatureDuration(Duration.ofMinutes(5))
                            .getObjectRequest(get -> get.bucket(BUCKET)
                                    .key(key)
                                    .versionId(version)
                                    .responseContentDisposition("attachment; filename=\"dataset.csv\"")))
                    .url()
                    .openConnection();
        }

        assertThat(connection.getHeaderField("Content-Disposition")).isEqualTo("attachment; filename=\"dataset.csv\"");
        assertThat(new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("one");
    }

    @Test
    void missingObjectIsMissing() {
        assertThatThrownBy(() -> s3.getObject(b -> b.bucket(BUCKET).key(key))).isInstanceOf(NoSuchKeyException.class);
        assertThat(s3.listObjectsV2(b -> b.bucket(BUCKET).prefix(key)).contents())
                .isEmpty();
    }

    @Test
    void largeObjectStreamsThroughTheProxy() {
        byte[] large = new byte[12 * 1024 * 1024];
        java.util.Arrays.fill(large, (byte) 'x');

        s3.putObject(b -> b.bucket(BUCKET).key(key), RequestBody.fromBytes(large));

        assertThat(s3.getObjectAsBytes(b -> b.bucket(BUCKET).key(key)).asByteArrayUnsafe())
                .isEqualTo(large);
    }

    @Test
    void uploadInPartsIsCompletedWithTheChecksumsThatItsPartsWereAnsweredWith() {
        byte[] first = "x".repeat(5 * 1024 * 1024).getBytes(StandardCharsets.UTF_8);
        byte[] second = "the end".getBytes(StandardCharsets.UTF_8);
        String upload = s3.createMultipartUpload(
                        b -> b.bucket(BUCKET).key(key).checksumAlgorithm(ChecksumAlgorithm.CRC32))
                .uploadId();

        List<CompletedPart> parts = new ArrayList<>();
        for (byte[] part : List.of(first, second)) {
            int number = parts.size() + 1;
            UploadPartResponse answer = s3.uploadPart(
                    b -> b.bucket(BUCKET)
                            .key(key)
                            .uploadId(upload)
                            .partNumber(number)
                            .checksumAlgorithm(ChecksumAlgorithm.CRC32),
                    RequestBody.fromBytes(part));
            assertThat(answer.checksumCRC32()).isEqualTo(crc32(part));
            parts.add(CompletedPart.builder()
                    .partNumber(number)
                    .eTag(answer.eTag())
                    .checksumCRC32(answer.checksumCRC32())
                    .build());
        }
        s3.completeMultipartUpload(
                b -> b.bucket(BUCKET).key(key).uploadId(upload).multipartUpload(m -> m.parts(parts)));

        byte[] read = s3.getObjectAsBytes(b -> b.bucket(BUCKET).key(key)).asByteArray();
        assertThat(read).hasSize(first.length + second.length).endsWith(second);
    }

    private static String crc32(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return Base64.getEncoder()
                .encodeToString(ByteBuffer.allocate(Integer.BYTES)
                        .putInt((int) crc.getValue())
                        .array());
    }

    @Test
    void stateMachineCopiesExactlyTheVersionThatItNames() throws Exception {
        String version = put("reviewed");
        put("changed since");

        JsonNode result = copy(BUCKET + "/" + key, version);

        assertThat(s3.getObjectAsBytes(b -> b.bucket(BUCKET).key("copy/" + key)).asUtf8String())
                .isEqualTo("reviewed");
        assertThat(result.path("CopySourceVersionId").asText()).isEqualTo(version);
        assertThat(result.path("VersionId").asText())
                .isEqualTo(
                        s3.headObject(b -> b.bucket(BUCKET).key("copy/" + key)).versionId());
        assertThat(result.path("CopyObjectResult").path("ETag").asText()).isNotEmpty();
        assertThat(result.path("CopyObjectResult").path("LastModified").asText())
                .isNotEmpty();
    }

    @Test
    void copyTakesTheSourcesTagsAlongUnlessItIsToldNotTo() throws Exception {
        String version = put("scanned");
        s3.putObjectTagging(b -> b.bucket(BUCKET)
                .key(key)
                .versionId(version)
                .tagging(t -> t.tagSet(Tag.builder().key("scan").value("clean").build())));

        copy(BUCKET + "/" + key, version);
        assertThat(tagsOfCopy()).hasSize(1);

        copy(BUCKET + "/" + key, version, "REPLACE");
        assertThat(tagsOfCopy()).isEmpty();
        assertThat(s3.getObjectAsBytes(b -> b.bucket(BUCKET).key("copy/" + key)).asUtf8String())
                .isEqualTo("scanned");
    }

    @Test
    void copyMayHaveTagsOfItsOwn() {
        String version = put("scanned");

        s3.copyObject(b -> b.sourceBucket(BUCKET)
                .sourceKey(key)
                .sourceVersionId(version)
                .destinationBucket(BUCKET)
                .destinationKey("copy/" + key)
                .taggingDirective(TaggingDirective.REPLACE)
                .tagging("scan=a%2Bb"));

        assertThat(tagsOfCopy())
                .containsExactly(Tag.builder().key("scan").value("a+b").build());
    }

    @Test
    void directiveThatS3DoesNotKnowIsRefused() {
        String version = put("scanned");

        assertThatThrownBy(() -> copy(BUCKET + "/" + key, version, "KEEP"))
                .isInstanceOfSatisfying(
                        TaskFailure.class, e -> assertThat(e.error()).isEqualTo("S3.S3Exception"));
    }

    private List<Tag> tagsOfCopy() {
        return s3.getObjectTagging(b -> b.bucket(BUCKET).key("copy/" + key)).tagSet();
    }

    @Test
    void failedCopyIsNamedAsStepFunctionsNamesIt() {
        assertThatThrownBy(() -> copy(BUCKET + "/nothing here", ""))
                .isInstanceOfSatisfying(
                        TaskFailure.class, e -> assertThat(e.error()).isEqualTo("S3.NoSuchKeyException"));
        assertThatThrownBy(() -> copy("no-such-bucket/nothing", ""))
                .isInstanceOfSatisfying(
                        TaskFailure.class, e -> assertThat(e.error()).isEqualTo("S3.NoSuchBucketException"));
    }

    private JsonNode copy(String source, String version) throws Exception {
        return copy(source, version, "COPY");
    }

    private JsonNode copy(String source, String version, String tagging) throws Exception {
        String encoded = URLEncoder.encode(source, StandardCharsets.UTF_8).replace("+", "%20");
        JsonNode arguments = new ObjectMapper()
                .createObjectNode()
                .put("Bucket", BUCKET)
                .put("Key", "copy/" + key)
                .put("TaggingDirective", tagging)
                .put("CopySource", encoded + (version.isEmpty() ? "" : "?versionId=" + version));
        return new CopyObject(URI.create(server.url())).call(new TaskRequest("Copy", CopyObject.RESOURCE, arguments));
    }

    private String put(String text) {
        return s3.putObject(
                        b -> b.bucket(BUCKET).key(key).checksumAlgorithm(ChecksumAlgorithm.SHA256),
                        RequestBody.fromString(text))
                .versionId();
    }

    private String read(String version) {
        return s3.getObjectAsBytes(b -> b.bucket(BUCKET).key(key).versionId(version))
                .asUtf8String();
    }
}
