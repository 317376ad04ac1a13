package dev.reviewgate.local.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a developer sees under {@code /_local}. */
class PagesIT extends FlowTest {
    private static final String REFRESH = "http-equiv=\"refresh\"";

    @Test
    void executionThatWaitsForAPersonDoesNotLoadItselfAgain() {
        String execution = flow.start(Flow.input());
        flow.request(execution);

        String page = Flow.eventually(
                "the page says that it waits",
                () -> Optional.of(page(execution)).filter(body -> body.contains("Look again")));

        assertThat(page).contains("RequestReview").doesNotContain(REFRESH);
        flow.stepFunctions.stopExecution(b -> b.executionArn(execution));
        assertThat(page(execution)).contains("ABORTED").doesNotContain(REFRESH, "Look again");
    }

    @Test
    void executionOfAStateMachineThatAProgramCreatedIsShown() {
        String machine = flow.stepFunctions
                .createStateMachine(b -> b.name("another")
                        .roleArn("arn:aws:iam::000000000000:role/another")
                        .definition("{\"QueryLanguage\":\"JSONata\",\"StartAt\":\"Done\","
                                + "\"States\":{\"Done\":{\"Type\":\"Succeed\"}}}"))
                .stateMachineArn();
        String execution = flow.stepFunctions
                .startExecution(b -> b.stateMachineArn(machine).name("of-another-machine"))
                .executionArn();
        flow.end(execution);

        assertThat(local("").body()).contains("of-another-machine");
        assertThat(page(execution)).contains("SUCCEEDED", "Done");
    }

    @Test
    void nothingIsKeptByABrowserOrTakenForWhatItIsNot() {
        String function = flow.stack().functions().keySet().iterator().next();

        for (String path : new String[] {"", "inbox", "slack", "stack", "messages", "logs?function=" + function}) {
            HttpResponse<String> answer = local(path);

            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            assertThat(answer.headers().allValues("Cache-Control")).as(path).containsExactly("no-store");
            assertThat(answer.headers().allValues("X-Content-Type-Options"))
                    .as(path)
                    .containsExactly("nosniff");
        }
    }

    private String page(String execution) {
        return local("executions/" + execution.substring(execution.lastIndexOf(':') + 1))
                .body();
    }

    private HttpResponse<String> local(String path) {
        return flow.get(flow.stack().apiUrl() + "/_local/" + path);
    }
}
