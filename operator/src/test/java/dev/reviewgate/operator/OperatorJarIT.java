package dev.reviewgate.operator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar as a process: it holds what profiles need that assume a role or come from IAM Identity Center. */
class OperatorJarIT {
    private static final Path JAR = Path.of("target/operator.jar").toAbsolutePath();
    private static final String EMPTY_LIST = "{'reviews': [], 'truncated': false}";

    @TempDir
    private Path home;

    private final FakeApi api = new FakeApi().answer("GET /operator/reviews", 200, EMPTY_LIST);
    private HttpServer issuer;

    @BeforeEach
    void start() throws IOException {
        issuer = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 0);
        issuer.start();
    }

    @AfterEach
    void stop() {
        issuer.stop(0);
        api.close();
    }

    @Test
    void aProfileMayAssumeARole() throws Exception {
        issues("""
                <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>
                <AccessKeyId>%s</AccessKeyId><SecretAccessKey>%s</SecretAccessKey><SessionToken>of-the-role</SessionToken>
                <Expiration>%s</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>
                """.formatted(FakeApi.ACCESS_KEY, FakeApi.SECRET, inAnHour()));
        config("""
                [profile operator]
                role_arn = arn:aws:iam::123456789012:role/operator
                source_profile = base
                region = eu-central-1
                [profile base]
                aws_access_key_id = AKIDBASE
                aws_secret_access_key = base
                """);

        Ran ran = run("AWS_ENDPOINT_URL_STS", "list", "--profile", "operator");

        assertThat(ran.printed()).isEqualTo("Nothing waits for a decision.\n");
        assertThat(api.calls()).singleElement().satisfies(call -> {
            assertThat(call.headers()).containsEntry("x-amz-security-token", "of-the-role");
            assertThat(call.signedBy().region()).isEqualTo("us-east-1");
        });
    }

    @Test
    void aProfileMayComeFromIdentityCenter() throws Exception {
        issues(
                "{\"roleCredentials\": {\"accessKeyId\": \"%s\", \"secretAccessKey\": \"%s\", \"sessionToken\": \"of-the-session\", \"expiration\": %d}}"
                        .formatted(
                                FakeApi.ACCESS_KEY,
                                FakeApi.SECRET,
                                Instant.now().plus(1, ChronoUnit.HOURS).toEpochMilli()));
        config("""
                [profile operator]
                sso_session = company
                sso_account_id = 123456789012
                sso_role_name = operator
                region = eu-central-1
                [sso-session company]
                sso_region = us-east-1
                sso_start_url = https://example.awsapps.com/start
                """);
        signedIn("company");

        Ran ran = run("AWS_ENDPOINT_URL_SSO", "list", "--profile", "operator");

        assertThat(ran.printed()).isEqualTo("Nothing waits for a decision.\n");
        assertThat(api.calls())
                .singleElement()
                .satisfies(call -> assertThat(call.headers()).containsEntry("x-amz-security-token", "of-the-session"));
    }

    @Test
    void whoeverIsSignedOutLearnsThatAndNothingElseIsPrinted() throws Exception {
        config("""
                [profile operator]
                sso_session = company
                sso_account_id = 123456789012
                sso_role_name = operator
                [sso-session company]
                sso_region = us-east-1
                sso_start_url = https://example.awsapps.com/start
                """);

        Ran ran = run("AWS_ENDPOINT_URL_SSO", "list", "--profile", "operator", "--json");

        assertThat(ran.exitCode()).isEqualTo(3);
        assertThat(ran.printed().lines())
                .singleElement()
                .satisfies(line -> assertThat(line).startsWith("{\"error\":\"no_credentials\""));
    }

    @Test
    void aProfileThatIsIncompleteIsNoFaultOfThisProgram() throws Exception {
        config("""
                [profile operator]
                sso_session = company
                sso_account_id = 123456789012
                """);

        Ran ran = run("AWS_ENDPOINT_URL_SSO", "list", "--profile", "operator", "--json");

        assertThat(ran.exitCode()).isEqualTo(3);
        assertThat(ran.printed()).startsWith("{\"error\":\"no_credentials\"");
    }

    private record Ran(int exitCode, String printed) {}

    private Ran run(String endpointVariable, String... command) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", JAR.toString()));
        line.addAll(List.of(command));
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("AWS_") || name.startsWith("JAVA_TOOL"));
        builder.environment()
                .putAll(Map.of(
                        "HOME",
                        home.toString(),
                        "AWS_CONFIG_FILE",
                        home.resolve("config").toString(),
                        "AWS_SHARED_CREDENTIALS_FILE",
                        home.resolve("none").toString(),
                        "AWS_EC2_METADATA_DISABLED",
                        "true",
                        Endpoint.API_VARIABLE,
                        api.url(),
                        endpointVariable,
                        "http://127.0.0.1:" + issuer.getAddress().getPort()));
        Process process = builder.start();
        process.getOutputStream().close();
        String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Ran(process.waitFor(), printed);
    }

    private void issues(String credentials) {
        issuer.createContext("/", exchange -> {
            byte[] body = credentials.getBytes(UTF_8);
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }

    private void config(String text) throws IOException {
        Files.writeString(home.resolve("config"), text);
    }

    /** What {@code aws sso login} leaves behind. */
    private void signedIn(String session) throws Exception {
        String name =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(session.getBytes(UTF_8)));
        Path cache = Files.createDirectories(home.resolve(".aws/sso/cache"));
        Files.writeString(
                cache.resolve(name + ".json"),
                "{\"accessToken\": \"signed-in\", \"expiresAt\": \"" + inAnHour() + "\", \"region\": \"us-east-1\","
                        + " \"startUrl\": \"https://example.awsapps.com/start\"}");
    }

    private static Instant inAnHour() {
        return Instant.now().plus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS);
    }
}
