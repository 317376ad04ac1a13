package dev.reviewgate.local.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reviewgate.local.http.Raw;
import dev.reviewgate.local.template.Template;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/** What a website that is open in a browser of this machine can do here: nothing, on every route of every port. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebsitesIT extends FlowTest {
    private static final String FORM = "a=b";

    /** A request that is answered, or refused for another reason, when a program of this machine sends it. */
    record Call(int port, String method, String path, List<String> headers) {
        int from(String host, String... more) {
            List<String> all = new ArrayList<>(headers);
            all.add("Host: " + host);
            all.addAll(Arrays.asList(more));
            return Raw.status(port, method, path, method.equals("POST") || method.equals("PUT") ? FORM : "", all);
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    List<Call> calls() {
        int pages = URI.create(flow.stack().apiUrl()).getPort();
        int aws = URI.create(flow.stack().awsUrl()).getPort();
        List<Call> calls = new ArrayList<>();
        for (Template.Route route : flow.stack().template().routes()) {
            for (String method : route.method().equals("ANY") ? List.of("GET", "POST") : List.of(route.method())) {
                String path = route.path().replaceAll("\\{[^}]*}", "x").replace("$default", "/elsewhere");
                calls.add(new Call(pages, method, path, signed(method, path)));
            }
        }
        for (String path : List.of("", "/inbox", "/stack", "/slack", "/messages", "/logs", "/executions/x")) {
            calls.add(new Call(pages, "GET", "/_local" + path, List.of()));
        }
        for (String path : List.of("/executions", "/slack/click", "/slack/submit", "/slack/api/chat.postMessage")) {
            calls.add(new Call(pages, "POST", "/_local" + path, List.of()));
        }
        calls.add(new Call(pages, "GET", "/elsewhere", List.of()));
        calls.add(new Call(aws, "POST", "/", List.of("X-Amz-Target: AWSStepFunctions.ListStateMachines")));
        calls.add(new Call(aws, "POST", "/", List.of("X-Amz-Target: secretsmanager.GetSecretValue")));
        calls.add(new Call(aws, "POST", "/", List.of()));
        calls.add(new Call(aws, "GET", "/2015-03-31/functions", List.of()));
        calls.add(new Call(aws, "POST", "/2015-03-31/functions/x/invocations", List.of()));
        calls.add(new Call(aws, "GET", "/" + flow.stack().datasetBucket(), List.of()));
        calls.add(new Call(aws, "PUT", "/" + flow.stack().datasetBucket() + "/put-by-a-website", List.of()));
        calls.add(new Call(aws, "GET", "/", List.of()));
        return calls;
    }

    private List<String> signed(String method, String path) {
        String[] headers = flow.signed("anna", method, flow.stack().apiUrl() + path, method.equals("POST") ? FORM : "");
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < headers.length; i += 2) {
            lines.add(headers[i] + ": " + headers[i + 1]);
        }
        return lines;
    }

    @ParameterizedTest
    @MethodSource("calls")
    void aNameThatAWebsitePointsAtThisMachineIsRefused(Call call) {
        assertThat(call.from("website.example:" + call.port())).isEqualTo(403);
        assertThat(call.from("website.example")).isEqualTo(403);
        assertThat(call.from("127.0.0.1")).isEqualTo(403);
        assertThat(call.from("0.0.0.0:" + call.port())).isEqualTo(403);
    }

    @ParameterizedTest
    @MethodSource("calls")
    void aPageOfAnotherOriginIsRefused(Call call) {
        String own = "127.0.0.1:" + call.port();

        assertThat(call.from(own, "Origin: https://website.example")).isEqualTo(403);
        assertThat(call.from(own, "Origin: null")).isEqualTo(403);
        assertThat(call.from(own, "Origin: http://127.0.0.1:1")).isEqualTo(403);
        assertThat(call.from(own, "Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: no-cors"))
                .isEqualTo(403);
        assertThat(call.from(own, "Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: iframe"))
                .isEqualTo(403);
    }

    @ParameterizedTest
    @MethodSource("calls")
    void aProgramOfThisMachineIsNot(Call call) {
        String own = "127.0.0.1:" + call.port();

        assertThat(call.from(own)).isNotEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost"})
    void anOwnPageMayPostItsForms(String name) {
        int port = URI.create(flow.stack().apiUrl()).getPort();
        Call click = new Call(port, "POST", "/_local/slack/click", List.of());
        Call approve = new Call(port, "POST", "/approve", List.of());

        for (Call call : List.of(click, approve)) {
            assertThat(call.from(name + ":" + port, "Origin: http://" + name + ":" + port))
                    .as(call.path())
                    .isEqualTo(404);
            assertThat(call.from(name + ":" + port, "Origin: null", "Sec-Fetch-Site: same-origin"))
                    .as(call.path())
                    .isEqualTo(404);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"AWSStepFunctions.ListStateMachines", "secretsmanager.GetSecretValue", "unknown", ""})
    void noAnswerOfTheAwsPortIsAPageThatReadsTheOthers(String target) {
        String[] headers = target.isEmpty() ? new String[0] : new String[] {"X-Amz-Target", target};

        HttpResponse<String> answer = flow.send("POST", flow.stack().awsUrl() + "/", "{}", headers);

        assertThat(answer.headers().map())
                .containsEntry(
                        "content-security-policy", List.of("default-src 'none'; frame-ancestors 'none'; sandbox"))
                .containsEntry("x-frame-options", List.of("DENY"))
                .containsEntry("x-content-type-options", List.of("nosniff"));
    }

    @Test
    void operatorsRoutesWantASignatureThatIsOfThisRequest() {
        String execution = flow.start(Flow.input());
        String review = flow.request(execution).review().replaceAll(".*review=([\\w-]{22}).*", "$1");
        String decision = flow.stack().apiUrl() + "/operator/reviews/" + review + "/decision";
        String reject = "{\"decision\":\"REJECTED\",\"comment\":\"No.\"}";
        String[] signed = flow.signed("anna", "POST", decision, reject);
        String[] forged = signed.clone();
        for (int i = 0; i < forged.length; i++) {
            forged[i] = forged[i].replaceFirst("Signature=[0-9a-f]{64}", "Signature=" + "0".repeat(64));
        }

        assertThat(forged).isNotEqualTo(signed);
        assertThat(flow.send("POST", decision, reject, forged).statusCode()).isEqualTo(403);
        assertThat(flow.send("POST", decision, reject.replace("No.", "Yes."), signed)
                        .statusCode())
                .isEqualTo(403);
        assertThat(flow.send("POST", decision, reject).statusCode()).isEqualTo(403);
        assertThat(flow.describe(execution).status()).isEqualTo(ExecutionStatus.RUNNING);
        flow.stepFunctions.stopExecution(b -> b.executionArn(execution));
    }
}
