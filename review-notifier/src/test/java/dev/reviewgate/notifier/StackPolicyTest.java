package dev.reviewgate.notifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reviewgate.core.InvalidReviewRequest;
import dev.reviewgate.core.ReviewPolicy;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
