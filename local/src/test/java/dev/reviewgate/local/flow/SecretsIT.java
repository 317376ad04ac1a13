package dev.reviewgate.local.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reviewgate.local.Faults;
import dev.reviewgate.local.slack.SlackFault;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** Task tokens and link keys are where the design allows, and nowhere else. */
class SecretsIT extends FlowTest {
    private static final Pattern KEY = Pattern.compile("key=([\\w-]{43})");

    @Test
    void noTokenIsOutsideStepFunctionsAndTheRecordAndNoKeyOutsideItsLink() {
        Map<String, String> written = new LinkedHashMap<>();
        List<String> executions = new ArrayList<>();
        Set<String> tokens = new TreeSet<>();
        Set<String> keys = new TreeSet<>();
        runEverything(executions, written, tokens, keys);

        written.put("logs of all functions", flow.logged());
        for (String execution : executions) {
            String name = execution.substring(execution.lastIndexOf(':') + 1);
            String page = flow.stack().apiUrl() + "/_local/executions/" + name;
            written.put("history as shown of " + name, everything(flow.get(page)));
            written.put("end of " + name, flow.describe(execution).toString());
        }
        written.put("start page", everything(flow.get(flow.stack().apiUrl() + "/_local/")));
        written.put("stack", everything(flow.get(flow.stack().apiUrl() + "/_local/stack")));
        for (String bucket : List.of(flow.stack().datasetBucket(), flow.stack().reviewBucket())) {
            for (String object : flow.keys(bucket, "")) {
                read(bucket, object).ifPresent(content -> written.put(object, withoutWhatItIsFor(object, content)));
            }
        }
        String messages = everything(flow.get(flow.stack().apiUrl() + "/_local/messages"))
                + everything(flow.get(flow.stack().apiUrl() + "/_local/slack"));

        assertThat(tokens).hasSizeGreaterThanOrEqualTo(5);
        assertThat(keys).hasSizeGreaterThanOrEqualTo(4);
        for (String token : tokens) {
            written.forEach((where, text) -> assertThat(text.contains(token))
                    .as("a task token in " + where)
                    .isFalse());
            assertThat(messages.contains(token)).as("a task token in a message").isFalse();
        }
        for (String key : keys) {
            written.forEach((where, text) ->
                    assertThat(text.contains(key)).as("a link key in " + where).isFalse());
            assertThat(messages.replaceAll("(review|approve|reject)\\?review=[\\w-]{22}&(?:amp;)?key=" + key, "")
                            .contains(key))
                    .as("a link key outside its link")
                    .isFalse();
        }
    }

    private void runEverything(
            List<String> executions, Map<String, String> written, Set<String> tokens, Set<String> keys) {
        ObjectNode reminded = Flow.input();
        reminded.withObject("/review").put("reminders", 1);
        String approved = flow.start(Flow.input());
        String rejected = flow.start(Flow.input());
        String expired = flow.start(reminded);
        executions.addAll(List.of(approved, rejected, expired));

        Flow.Sent toApprove = flow.request(approved);
        Flow.Sent toReject = flow.request(rejected);
        Form approve = flow.open(toApprove.approve()).by("Ada").with("publish", "ALL");
        Form reject = flow.open(toReject.reject()).by("Grace").with("comment", "No.");
        Faults.Fault throttled = flow.faults().sendTaskThrottled(Faults.ALWAYS);
        written.put("503 answer", withoutForm(flow.sendOnce(approve)));
        flow.faults().remove(throttled);
        Faults.Fault unrecorded = flow.faults()
                .s3Puts(
                        flow.stack().reviewBucket(),
                        key -> key.endsWith("/decision.json"),
                        500,
                        "InternalError",
                        Faults.ALWAYS);
        written.put("answer to an approval", everything(flow.send(approve)));
        flow.faults().remove(unrecorded);
        written.put("answer to a rejection", everything(flow.send(reject)));
        written.put("answer to a second click", everything(flow.send(reject)));
        written.put("answer to a wrong key", everything(flow.send(reject.with("key", "B".repeat(43)))));
        written.put("answer to a bad form", withoutForm(flow.send(approve.with("name", ""))));
        flow.expire(expired);
        flow.message(expired, "review-reminder");
        flow.expire(expired);
        flow.end(expired);
        written.put("page after the end", everything(flow.get(toReject.approve(), "Accept", "application/json")));

        flow.stack().slack().fail("*", SlackFault.serverError());
        Faults.Fault denied = flow.faults().snsDenied(Faults.ALWAYS);
        String unannounced = flow.start(Flow.input());
        executions.add(unannounced);
        flow.end(unannounced);
        flow.faults().remove(denied);
        flow.stack().slack().recover();
        executions.forEach(flow::end);

        for (String execution : executions) {
            for (var event : flow.stepFunctions
                    .getExecutionHistory(b -> b.executionArn(execution).maxResults(1000))
                    .events()) {
                if (event.taskScheduledEventDetails() != null) {
                    JsonNode token = Flow.json(event.taskScheduledEventDetails().parameters())
                            .at("/Payload/taskToken");
                    if (token.isTextual()) {
                        tokens.add(token.textValue());
                    }
                }
            }
        }
        Matcher matcher =
                KEY.matcher(flow.get(flow.stack().apiUrl() + "/_local/messages").body()
                        + flow.get(flow.stack().apiUrl() + "/_local/slack").body());
        while (matcher.find()) {
            keys.add(matcher.group(1));
        }
    }

    /** Empty for what was deleted since it was listed: notes of what is on its way are. */
    private Optional<String> read(String bucket, String key) {
        try {
            return Optional.of(flow.object(bucket, key));
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        }
    }

    /** The record keeps the task token, and the note of what stands in Slack the keys of the links there. */
    private static String withoutWhatItIsFor(String object, String content) {
        if (object.endsWith("/messages.json")) {
            return content.replaceAll("\"key\":\"[\\w-]{43}\"", "");
        }
        return object.endsWith("/request.json")
                ? ((ObjectNode) Flow.json(content)).without("taskToken").toString()
                : content;
    }

    private static String everything(HttpResponse<String> answer) {
        return answer.headers().map() + "\n" + answer.body();
    }

    /** A page that still has its form has the key in it, and in its own links: that is the link itself, opened. */
    private static String withoutForm(HttpResponse<String> answer) {
        return answer.headers().map() + "\n"
                + answer.body()
                        .replaceAll("<input[^>]*name=\"key\"[^>]*>", "")
                        .replaceAll("(href|action)=\"[^\"]*\"", "");
    }
}
