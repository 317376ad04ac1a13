package dev.reviewgate.notifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reviewgate.core.InvalidReviewRequest;
import dev.reviewgate.core.LinkKey;
import dev.reviewgate.core.ReviewPolicy;
import dev.reviewgate.core.ReviewRecord;
import dev.reviewgate.core.ReviewRequest;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a stack asks of every review holds, whatever a request says. */
class StackPolicyTest {
    private final Stack stack = new Stack();

    @AfterEach
    void close() {
        stack.close();
    }

    @Test
    void whatTheStackAsksForIsOnRecordThoughTheRequestDoesNotSayIt() {
        stack.with("REQUIRE_VERIFIED", "true").with("APPROVALS_REQUIRED", "2").with("REVIEW_APPROVERS", "U0ANNA,U0BEN");

        stack.handle(Stack.event("request-review"));

        assertThat(stack.review().policy()).isEqualTo(new ReviewPolicy(List.of("U0ANNA", "U0BEN"), true, true, 2));
    }

    @Test
    void aRequestMayAskForMore() {
        stack.handle(Stack.event("request-review-quorum"));

        assertThat(stack.review().policy())
                .isEqualTo(new ReviewPolicy(
                        List.of("U0ANNA", "S0LEADS", "arn:aws:iam::000000000000:user/anna"), false, false, 2));
    }

    @Test
    void aRequestCannotBringApproversOfItsOwn() {
        stack.with("REVIEW_APPROVERS", "U0BEN");

        assertThatThrownBy(() -> stack.handle(Stack.event("request-review-quorum")))
                .isInstanceOf(InvalidReviewRequest.class)
                .hasMessageContaining("policy.approvers[0] is \"U0ANNA\"")
                .hasMessageContaining("policy.approvers[1] is \"S0LEADS\"");
        assertThat(stack.sns.published).isEmpty();
        assertThat(stack.s3.has("reviews", "reviews/CsWYyBbjpAT47NfS3GsvBg/request.json"))
                .isFalse();
    }

    @Test
    void whereTheRequesterMustNotDecideARequestSaysWhoItIs() {
        stack.with("REQUESTER_MAY_DECIDE", "false");
        ObjectNode event = Stack.event("request-review");
        event.remove("requestedBy");

        assertThatThrownBy(() -> stack.handle(event))
                .isInstanceOf(InvalidReviewRequest.class)
                .hasMessageContaining("requestedBy is missing");
    }

    @ParameterizedTest
    @MethodSource("dev.reviewgate.core.Spellings#refused")
    void whereTheRequesterMustNotDecideNobodyIsAskedWhoCouldBeThem(String requestedBy) {
        stack.with("REQUESTER_MAY_DECIDE", "false");

        assertThatThrownBy(() -> stack.handle(Stack.event("request-review").put("requestedBy", requestedBy)))
                .isInstanceOf(InvalidReviewRequest.class)
                .hasMessageStartingWith("requestedBy is ");
        assertThat(stack.sns.published).isEmpty();
        assertThat(stack.s3.has("reviews", "reviews/CsWYyBbjpAT47NfS3GsvBg/request.json"))
                .isFalse();
    }

    /** Else whoever starts an execution names their own Slack account, which nothing tells from the role that asked. */
    @ParameterizedTest
    @CsvSource({
        "arn:aws:iam::123456789012:role/Etl, U0ETL",
        "arn:aws:sts::123456789012:assumed-role/Etl/nightly, S0ETL",
        "arn:aws:states:us-east-1:123456789012:stateMachine:nightly, U0ETL",
        "arn:aws:iam::123456789012:user/etl, U0ETL",
        "arn:aws:iam::123456789012:user/etl, arn:aws:iam::123456789012:role/Etl",
        "etl@example.com, arn:aws:iam::123456789012:user/another-name",
        "U0ETL, arn:aws:iam::123456789012:role/Etl"
    })
    void whereTheStackKeepsTheRequesterOutOnlyItNamesWhoeverCouldBeThem(String requestedBy, String approver) {
        ObjectNode event = asking(requestedBy, approver);
        stack.with("REQUESTER_MAY_DECIDE", "false");

        assertThatThrownBy(() -> stack.handle(event))
                .isInstanceOf(InvalidReviewRequest.class)
                .hasMessageContaining("policy.approvers[0] is \"" + approver + "\"; only this stack itself may name");
        assertThat(stack.sns.published).isEmpty();

        stack.with("REVIEW_APPROVERS", approver);
        stack.handle(event);

        assertThat(stack.review().policy().approvers()).containsExactly(approver);
    }

    @ParameterizedTest
    @CsvSource({
        "etl@example.com, U0ANNA",
        "U0ETL, S0LEADS",
        "arn:aws:iam::123456789012:user/etl, arn:aws:iam::123456789012:user/anna"
    })
    void aRequestNamesWhomTheRequesterCanBeComparedWith(String requestedBy, String approver) {
        stack.with("REQUESTER_MAY_DECIDE", "false");

        stack.handle(asking(requestedBy, approver));

        assertThat(stack.review().policy().approvers()).containsExactly(approver);
    }

    @Test
    void aRequestWhoseOwnRuleItIsSaysWhoIsSomebodyElse() {
        ObjectNode event = asking("arn:aws:iam::123456789012:role/Etl", "U0ANNA");
        event.withObject("/policy").put("requesterMayDecide", false);

        stack.handle(event);

        assertThat(stack.review().policy().approvers()).containsExactly("U0ANNA");
    }

    @ParameterizedTest
    @CsvSource({
        "arn:aws:iam::123456789012:role/Etl, 1",
        "arn:aws:sts::123456789012:assumed-role/Etl/etl, 1",
        "arn:aws:sts::123456789012:federated-user/etl, 1",
        "arn:aws:states:us-east-1:123456789012:stateMachine:nightly, 1",
        "arn:aws:iam::123456789012:user/etl, 2",
        "arn:aws:iam::123456789012:root, 2"
    })
    void nobodyIsAskedForWhatNobodyCanApprove(String requestedBy, int approvals) {
        ObjectNode event = Stack.event("request-review").put("requestedBy", requestedBy);
        event.putObject("policy").put("requesterMayDecide", false).put("approvalsRequired", approvals);

        assertThatThrownBy(() -> stack.handle(event))
                .isInstanceOf(InvalidReviewRequest.class)
                .hasMessageStartingWith("requestedBy is \"" + requestedBy + "\"; nobody could approve");
        assertThat(stack.sns.published).isEmpty();

        stack.with("REVIEW_APPROVERS", "U0ANNA,U0BEN");
        stack.handle(event);

        assertThat(stack.review().policy().approvers()).containsExactly("U0ANNA", "U0BEN");
    }

    @Test
    void aUserOfAwsWhoAsksIsApprovedByAnother() {
        ObjectNode event = Stack.event("request-review").put("requestedBy", "arn:aws:iam::123456789012:user/etl");
        event.putObject("policy").put("requesterMayDecide", false);

        stack.handle(event);

        assertThat(stack.review().policy().requesterMayDecide()).isFalse();
    }

    /** An earlier version took what this one refuses, and its executions wait for days. */
    @ParameterizedTest
    @CsvSource({
        "nightly load, false",
        "nightly load, true",
        "'''etl''@example.com', true",
        "arn:aws:iam::123456789012:role/Etl, true"
    })
    void aReviewThatIsOpenGoesOnUnderItsRule(String requestedBy, boolean theRequestsOwn) {
        opened(requestedBy);
        ObjectNode reminder = Stack.event("reminder").put("requestedBy", requestedBy);
        if (theRequestsOwn) {
            reminder.putObject("policy").put("requesterMayDecide", false);
        } else {
            stack.with("REQUESTER_MAY_DECIDE", "false");
        }

        stack.handle(reminder);

        assertThat(stack.review().attempt()).isEqualTo(2);
        assertThat(stack.review().requestedBy()).isEqualTo(requestedBy);
        assertThat(stack.review().policy().requesterMayDecide()).isFalse();
        assertThat(stack.sns.published).isNotEmpty();
    }

    @Test
    void aRetryOfAnOpenReviewGoesOnToo() {
        opened("nightly load");
        ObjectNode retry =
                Stack.event("request-review").put("requestedBy", "nightly load").put("retryCount", 1);
        retry.putObject("policy").put("requesterMayDecide", false);

        stack.handle(retry);

        assertThat(stack.review().retryCount()).isEqualTo(1);
    }

    @Test
    void whoeverCouldBeTheRequesterIsNoApproverAnyLongerOnceTheReviewGoesOn() {
        opened("arn:aws:iam::123456789012:role/Etl", "U0ETL");
        stack.with("REQUESTER_MAY_DECIDE", "false");
        ObjectNode reminder = Stack.event("reminder").put("requestedBy", "arn:aws:iam::123456789012:role/Etl");
        reminder.putObject("policy").putArray("approvers").add("U0ETL");

        stack.handle(reminder);

        assertThat(stack.review().policy()).isEqualTo(new ReviewPolicy(List.of(), false, false, 1));
    }

    @Test
    void aReminderOfAReviewThatIsNotOpenIsRefusedAsAnyRequest() {
        ObjectNode reminder = Stack.event("reminder").put("requestedBy", "nightly load");
        reminder.putObject("policy").put("requesterMayDecide", false);

        assertThatThrownBy(() -> stack.handle(reminder))
                .isInstanceOf(InvalidReviewRequest.class)
                .hasMessageStartingWith("requestedBy is \"nightly load\"");
        assertThat(stack.sns.published).isEmpty();
    }

    private void opened(String requestedBy, String... approvers) {
        ReviewRequest request = ReviewRequest.parse(
                        Stack.event("request-review").put("requestedBy", requestedBy))
                .under(new ReviewPolicy(List.of(approvers), false, false, 1));
        stack.store.open(
                request.reviewId(),
                earlier -> ReviewRecord.open(request, LinkKey.random(new SecureRandom()), earlier, Stack.NOW));
    }

    private static ObjectNode asking(String requestedBy, String approver) {
        ObjectNode event = Stack.event("request-review").put("requestedBy", requestedBy);
        event.putObject("policy").putArray("approvers").add(approver);
        return event;
    }

    @Test
    void aPolicyThatIsWrongNamesItsFields() {
        ObjectNode event = Stack.event("request-review");
        event.putObject("policy").put("approvalsRequired", 11).put("requireVerified", "yes");

        assertThatThrownBy(() -> stack.handle(event))
                .isInstanceOf(InvalidReviewRequest.class)
                .hasMessageContaining("policy.approvalsRequired is 11")
                .hasMessageContaining("policy.requireVerified is \"yes\"");
    }

    @Test
    void aMalformedSettingNamesItself() {
        stack.with("REVIEW_APPROVERS", "anna");

        assertThatThrownBy(() -> stack.handle(Stack.event("request-review")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("REVIEW_APPROVERS has anna");
    }
}
