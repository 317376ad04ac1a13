package dev.reviewgate.local.flow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reviewgate.states.ExecutionDescription;
import dev.reviewgate.states.ExecutionStatus;
import dev.reviewgate.states.FunctionResult;
import dev.reviewgate.states.StepFunctions;
import dev.reviewgate.states.TaskFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The worked examples of the gate with the notifier and every service played by the test. */
class ExamplesTest {
    private static final String APPROVED =
            "{\"decision\": \"APPROVED\", \"publish\": \"ALL\", \"comment\": \"fine\\n by me\", \"reviewer\": {\"name\": \"Ben\"},"
                    + " \"approvals\": [{\"name\": \"Anna\"}, {\"name\": \"Ben\"}], \"config\": null}";
    private static final String REJECTED =
            "{\"decision\": \"REJECTED\", \"comment\": \"Recall fell.\", \"reviewer\": {\"name\": \"Anna\"}}";

    private final List<JsonNode> requests = Collections.synchronizedList(new ArrayList<>());
    private final List<JsonNode> announcements = Collections.synchronizedList(new ArrayList<>());
    private final PlayedServices services = new PlayedServices("promote-model", "provision");

    /** Ends the wait with an output, with a rejection, or not at all. */
    private @Nullable String approval = APPROVED;

    private @Nullable String rejection;
    private @Nullable StepFunctions engine;

    @AfterEach
    void close() {
        if (engine != null) {
            engine.close();
        }
    }

    @Test
    void aModelIsShownWithItsMetricsAndPromotedWhenPeopleApprove() throws IOException {
        ExecutionDescription end = run("promote-model");

        assertThat(end.status()).as(end.cause()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(requests).singleElement().satisfies(request -> {
            assertThat(request.path("subject").asText()).isEqualTo("Promote churn version 14 to production?");
            assertThat(facts(request))
                    .containsExactly(
                            "Model: churn version 14",
                            "Registered: 2026-11-20T09:00:00Z",
                            "Description: Gradient boosting on twelve months of orders.",
                            "accuracy: 0.9128",
                            "auc: 0.9431");
            assertThat(request.path("policy").toString())
                    .isEqualTo("{\"requireVerified\":true,\"requesterMayDecide\":false,\"approvalsRequired\":2}");
        });
        assertThat(services.calls())
                .containsExactly(
                        "sagemaker:describeModelPackage {\"ModelPackageName\":\"arn:aws:sagemaker:us-east-1:123456789012:model-package/churn/14\"}",
                        "s3:getObject {\"Bucket\":\"ml-artifacts\",\"Key\":\"churn/14/evaluation.json\"}",
                        "sagemaker:updateModelPackage {\"ModelPackageArn\":\"arn:aws:sagemaker:us-east-1:123456789012:model-package/churn/14\","
                                + "\"ModelApprovalStatus\":\"Approved\",\"ApprovalDescription\":\"Approved by Anna, Ben: fine by me\"}");
        assertThat(outcomes()).containsExactly("APPROVED");
    }

    @Test
    void aModelIsRejectedInTheRegistryWithTheReason() throws IOException {
        reject(REJECTED);

        ExecutionDescription end = run("promote-model");

        assertThat(end.error()).isEqualTo("ReviewRejected");
        assertThat(end.cause()).isEqualTo(REJECTED);
        assertThat(services.calls().get(2))
                .contains(
                        "\"ModelApprovalStatus\":\"Rejected\",\"ApprovalDescription\":\"Rejected by Anna: Recall fell.\"");
        assertThat(outcomes()).containsExactly("REJECTED");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | Rejected",
                "no longer wanted | Rejected",
                "{} | Rejected",
                "{\"reviewer\": {\"name\": \"X\"}} | Rejected by X"
            })
    void aRejectionThatIsNotTheCallbacksRejectsAllTheSame(String cause, String description) throws IOException {
        reject(cause);

        ExecutionDescription end = run("promote-model");

        assertThat(end.error()).isEqualTo("ReviewRejected");
        assertThat(services.calls().get(2)).endsWith("\"ApprovalDescription\":\"" + description + "\"}");
    }

    @Test
    void aModelWithoutMetricsIsShownAsOne() throws IOException {
        services.answer("sagemaker:describeModelPackage").remove("ModelMetrics");

        run("promote-model");

        assertThat(facts(requests.get(0))).contains("Metrics: none are registered");
        assertThat(services.calls()).noneMatch(call -> call.startsWith("s3:getObject"));
    }

    @Test
    void twentyMetricsAreShownOfMany() throws IOException {
        StringBuilder report =
                new StringBuilder("{\"version\": 1, \"one\": {\"alone\": {\"value\": 1}}, \"many\": {\"x\": 5");
        for (int i = 0; i < 40; i++) {
            report.append(", \"m")
                    .append(i)
                    .append("\": {\"value\": 0.")
                    .append(i)
                    .append("}");
        }
        services.answer("s3:getObject").put("Body", report + "}}");

        run("promote-model");

        assertThat(facts(requests.get(0)))
                .hasSize(23)
                .contains("alone: 1", "m18: 0.18")
                .doesNotContain("m19: 0.19");
    }

    @Test
    void aModelThatSomebodyHasDecidedOnIsNotAskedAbout() throws IOException {
        services.answer("sagemaker:describeModelPackage").put("ModelApprovalStatus", "Approved");

        ExecutionDescription end = run("promote-model");

        assertThat(end.error()).isEqualTo("NotPending");
        assertThat(requests).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "promote-model, sagemaker:describeModelPackage, ModelNotReadable, 0",
        "promote-model, s3:getObject, ModelNotReadable, 0",
        "promote-model, sagemaker:updateModelPackage, RegistryNotUpdated, 1",
        "provision, cloudformation:describeChangeSet, ChangeSetNotReadable, 0",
        "provision, cloudformation:executeChangeSet, ProvisioningFailed, 1",
        "provision, cloudformation:describeStacks, ProvisioningFailed, 1",
    })
    void aServiceThatFailsIsNamedAndWhoeverDecidedIsTold(String example, String resource, String error, int announced)
            throws IOException {
        services.fail(resource, new TaskFailure("AccessDenied", "may not do that"));

        ExecutionDescription end = run(example);

        assertThat(end.error()).isEqualTo(error);
        assertThat(end.cause()).isEqualTo("AccessDenied: may not do that");
        assertThat(outcomes()).isEqualTo(Collections.nCopies(announced, "FAILED"));
    }

    @Test
    void whatIsRemovedOrReplacedIsShownFirstAndExactlyThatIsExecuted() throws IOException {
        ExecutionDescription end = run("provision");

        assertThat(end.status()).as(end.cause()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(facts(requests.get(0)))
                .containsExactly(
                        "Stack: shop-network",
                        "Change set: wider-subnets",
                        "Removed or replaced: 2",
                        "Added or changed in place: 2",
                        "Replace: SubnetA (AWS::EC2::Subnet)",
                        "Remove: OldGateway (AWS::EC2::NatGateway)",
                        "Add: SubnetC (AWS::EC2::Subnet)",
                        "Modify: Routes (AWS::EC2::RouteTable)");
        assertThat(services.calls().get(1))
                .isEqualTo(
                        "cloudformation:executeChangeSet {\"ChangeSetName\":\"arn:aws:cloudformation:us-east-1:123456789012:changeSet/wider-subnets/1a2b3c4d\","
                                + "\"StackName\":\"arn:aws:cloudformation:us-east-1:123456789012:stack/shop-network/5e6f7a8b\",\"ClientRequestToken\":\""
                                + end.name() + "\"}");
        assertThat(output(end).path("stackStatus").asText()).isEqualTo("UPDATE_COMPLETE");
        assertThat(outcomes()).containsExactly("APPROVED");
    }

    @Test
    void changesThatAreNotShownAreCounted() throws IOException {
        ObjectNode changeSet = services.answer("cloudformation:describeChangeSet");
        JsonNode add = changeSet.path("Changes").get(0);
        for (int i = 0; i < 30; i++) {
            changeSet.withArray("Changes").add(add);
        }
        changeSet.put("NextToken", "more");

        run("provision");

        assertThat(facts(requests.get(0)))
                .hasSize(25)
                .contains(
                        "Added or changed in place: 32 or more",
                        "Not shown: more changes; look at the change set itself");
    }

    @Test
    void aChangeSetThatChangesOneThingIsShownToo() throws IOException {
        ObjectNode changeSet = services.answer("cloudformation:describeChangeSet");
        JsonNode add = changeSet.path("Changes").get(0);
        changeSet.putArray("Changes").add(add);

        run("provision");

        assertThat(facts(requests.get(0)))
                .contains("Removed or replaced: 0", "Added or changed in place: 1", "Add: SubnetC (AWS::EC2::Subnet)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UPDATE_ROLLBACK_COMPLETE", "ROLLBACK_COMPLETE", "UPDATE_FAILED"})
    void aStackThatIsRolledBackIsNoSuccess(String status) throws IOException {
        services.answer("cloudformation:describeStacks")
                .putArray("Stacks")
                .addObject()
                .put("StackStatus", status);

        ExecutionDescription end = run("provision");

        assertThat(end.error()).isEqualTo("ProvisioningFailed");
        assertThat(end.cause()).isEqualTo("The stack is " + status + ".");
        assertThat(outcomes()).containsExactly("FAILED");
    }

    @Test
    void aChangeSetThatIsRejectedIsDeleted() throws IOException {
        reject(REJECTED);

        ExecutionDescription end = run("provision");

        assertThat(end.error()).isEqualTo("ReviewRejected");
        assertThat(services.calls().get(1)).startsWith("cloudformation:deleteChangeSet");
        assertThat(outcomes()).containsExactly("REJECTED");
    }

    @Test
    void aChangeSetThatNobodyApprovedAndThatCannotBeDeletedIsNotLeftUnsaid() throws IOException {
        reject(REJECTED);
        services.fail("cloudformation:deleteChangeSet", new TaskFailure("AccessDenied", "may not do that"));

        ExecutionDescription end = run("provision");

        assertThat(end.error()).isEqualTo("ChangeSetNotDeleted");
        assertThat(outcomes()).containsExactly("FAILED");
    }

    @Test
    void aChangeSetThatCannotBeExecutedIsNotAskedAbout() throws IOException {
        services.answer("cloudformation:describeChangeSet")
                .put("ExecutionStatus", "UNAVAILABLE")
                .put("StatusReason", "The submitted information didn't contain changes.");

        ExecutionDescription end = run("provision");

        assertThat(end.error()).isEqualTo("NotExecutable");
        assertThat(end.cause())
                .isEqualTo("wider-subnets is UNAVAILABLE: The submitted information didn't contain changes.");
        assertThat(requests).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "promote-model, 2, Nobody decided in 2 attempts of 1 seconds.",
        "provision, 1, Nobody decided in 1 seconds.",
    })
    void silenceEndsItAsTimedOutAndSaysSo(String example, int asked, String cause) throws IOException {
        approval = null;

        ObjectNode input = Flow.input(PlayedServices.file(example, "input"));
        input.withObject("/review").put("timeoutSeconds", 1);
        ExecutionDescription end = run(example, input);

        assertThat(end.error()).isEqualTo("ReviewTimedOut");
        assertThat(end.cause()).isEqualTo(cause);
        assertThat(requests)
                .extracting(r -> r.path("ifNobodyDecides").asText())
                .hasSize(asked)
                .doesNotContain("");
        assertThat(services.calls())
                .noneMatch(call -> call.contains("updateModelPackage") || call.contains("executeChangeSet"));
        assertThat(outcomes()).containsExactly("TIMED_OUT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"promote-model", "provision"})
    void anythingButAnApprovalChangesNothing(String example) throws IOException {
        approval = "{\"decision\": \"MAYBE\"}";

        ExecutionDescription end = run(example);

        assertThat(end.error()).isEqualTo("UnusableDecision");
        assertThat(services.calls())
                .noneMatch(call -> call.contains("updateModelPackage") || call.contains("executeChangeSet"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"promote-model", "provision"})
    void anInputWithoutARequesterAsksNobody(String example) throws IOException {
        ObjectNode input = Flow.input(PlayedServices.file(example, "input"));
        input.remove("requestedBy");

        ExecutionDescription end = run(example, input);

        assertThat(end.error()).isEqualTo("InvalidInput");
        assertThat(services.calls()).isEmpty();
    }

    private void reject(String cause) {
        approval = null;
        rejection = cause;
    }

    private ExecutionDescription run(String example) throws IOException {
        return run(example, Flow.input(PlayedServices.file(example, "input")).put("pollSeconds", 0));
    }

    private ExecutionDescription run(String example, JsonNode input) throws IOException {
        StepFunctions.Builder builder =
                StepFunctions.builder().functions((name, payload) -> notifier(Flow.json(new String(payload, UTF_8))));
        services.integrations().forEach(builder::integration);
        engine = builder.build();
        String machine = engine.createStateMachine(
                example,
                Files.readString(PlayedServices.file(example, "asl")).replace("${ReviewNotifierArn}", "notifier"));
        return engine.end(engine.startExecution(machine, null, input.toString()))
                .join();
    }

    private FunctionResult notifier(JsonNode payload) {
        if (payload.has("outcome")) {
            announcements.add(payload);
        } else {
            requests.add(payload);
            String token = payload.path("taskToken").asText();
            StepFunctions running = Objects.requireNonNull(engine);
            if (approval != null) {
                running.sendTaskSuccess(token, approval);
            } else if (rejection != null) {
                running.sendTaskFailure(token, "ReviewRejected", rejection);
            }
        }
        return new FunctionResult(200, "{}".getBytes(UTF_8), null, "$LATEST", "request");
    }

    private List<String> outcomes() {
        return announcements.stream().map(a -> a.path("outcome").asText()).toList();
    }

    private static JsonNode output(ExecutionDescription end) {
        return Flow.json(Objects.requireNonNull(end.output()).toString());
    }

    private static List<String> facts(JsonNode request) {
        return StreamSupport.stream(request.path("facts").spliterator(), false)
                .map(f -> f.path("label").asText() + ": " + f.path("value").asText())
                .toList();
    }
}
