package dev.reviewgate.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;

class ReviewPolicyTest {
    private static final Optional<Requester> ETL = Requester.parse("etl@example.com");

    private static final ReviewPolicy TWO_OF_THREE =
            new ReviewPolicy(List.of("U012AB3CD", "S0614TZR7"), false, true, 2);

    @Test
    void aRequestWithoutAPolicyLetsAnybodyWithALinkDecide() {
        assertThat(Samples.request().policy()).isEqualTo(ReviewPolicy.OPEN);
        assertThat(ReviewPolicy.OPEN.verifiedOnly()).isFalse();
        assertThat(ReviewPolicy.OPEN.isQuorum()).isFalse();
    }

    @Test
    void aRequestsPolicyIsRead() {
        ObjectNode payload = Samples.gatePayload();
        payload.putObject("policy")
                .put("requireVerified", true)
                .put("requesterMayDecide", false)
                .put("approvalsRequired", 2)
                .putArray("approvers")
                .add("U012AB3CD")
                .add("arn:aws:iam::123456789012:role/ops/Reviewer");
        payload.put("ifNobodyDecides", "Nothing is published.");

        ReviewRequest request = ReviewRequest.parse(payload);

        assertThat(request.policy())
                .isEqualTo(new ReviewPolicy(
                        List.of("U012AB3CD", "arn:aws:iam::123456789012:role/ops/Reviewer"), true, false, 2));
        assertThat(request.ifNobodyDecides()).isEqualTo("Nothing is published.");
    }

    @Test
    void everythingThatIsWrongWithAPolicyIsNamedAtOnce() {
        ObjectNode payload = Samples.gatePayload();
        payload.remove("requestedBy");
        payload.putObject("policy")
                .put("requireVerified", "yes")
                .put("requesterMayDecide", false)
                .put("approvalsRequired", 11)
                .putArray("approvers")
                .add("anna")
                .add("U012AB3CD")
                .add("U012AB3CD");

        assertThatThrownBy(() -> ReviewRequest.parse(payload))
                .isInstanceOf(InvalidReviewRequest.class)
                .hasMessageContaining("policy.requireVerified is \"yes\"; give true or false")
                .hasMessageContaining("policy.approvalsRequired is 11; give a whole number from 1 to 10")
                .hasMessageContaining("policy.approvers[0] is \"anna\"; give the id of a Slack user or user group")
                .hasMessageContaining("policy.approvers[2] is \"U012AB3CD\" once more")
                .hasMessageContaining(
                        "requestedBy is missing; whoever asks must not decide on this review, so give one plain mail address");
    }

    @Test
    void everyRuleAboutPeopleAsksForVerifiedPeople() {
        assertThat(List.of(
                        new ReviewPolicy(List.of(), true, true, 1),
                        new ReviewPolicy(List.of("U012AB3CD"), false, true, 1),
                        new ReviewPolicy(List.of(), false, false, 1),
                        new ReviewPolicy(List.of(), false, true, 2)))
                .allMatch(ReviewPolicy::verifiedOnly);
    }

    @Test
    void aRequestCanOnlyAddToWhatTheStackAsks() {
        ReviewPolicy lax = new ReviewPolicy(List.of("S0614TZR7"), true, false, 1);

        assertThat(TWO_OF_THREE.tightenedBy(ReviewPolicy.OPEN, ETL)).isEqualTo(TWO_OF_THREE);
        assertThat(TWO_OF_THREE.tightenedBy(lax, ETL))
                .isEqualTo(new ReviewPolicy(List.of("S0614TZR7"), true, false, 2));
        assertThat(ReviewPolicy.OPEN.tightenedBy(TWO_OF_THREE, ETL)).isEqualTo(TWO_OF_THREE);
    }

    @Test
    void anApproverWhomTheStackDoesNotNameIsRefused() {
        ReviewPolicy request = new ReviewPolicy(List.of("S0614TZR7", "U0MALLORY"), false, true, 1);

        assertThatThrownBy(() -> TWO_OF_THREE.tightenedBy(request, ETL))
                .isInstanceOf(InvalidReviewRequest.class)
                .hasMessage("policy.approvers[1] is \"U0MALLORY\"; this stack allows only U012AB3CD, S0614TZR7");
    }

    /** Else whoever starts an execution could name a role of their own, and approve once in Slack and once with it. */
    @Test
    void whereOnePersonMustNotBeTwoOnlyTheStackNamesAwsIdentities() {
        ReviewPolicy roles =
                new ReviewPolicy(List.of("U0MALLORY", "arn:aws:iam::123456789012:role/Mallory"), false, true, 1);
        ReviewPolicy user = new ReviewPolicy(List.of("arn:aws:iam::123456789012:user/mallory"), false, true, 1);
        ReviewPolicy two = new ReviewPolicy(List.of(), false, true, 2);
        ReviewPolicy notTheRequester = new ReviewPolicy(List.of(), false, false, 1);

        assertThatThrownBy(() -> two.tightenedBy(roles, ETL))
                .isInstanceOf(InvalidReviewRequest.class)
                .hasMessageContaining("policy.approvers[1] is \"arn:aws:iam::123456789012:role/Mallory\"");
        assertThatThrownBy(() -> notTheRequester.tightenedBy(roles, ETL)).isInstanceOf(InvalidReviewRequest.class);
        assertThatThrownBy(() -> notTheRequester.tightenedBy(user, ETL))
                .isInstanceOf(InvalidReviewRequest.class)
                .hasMessageContaining("policy.approvers[0] is \"arn:aws:iam::123456789012:user/mallory\"");
        assertThat(new ReviewPolicy(List.of(), true, true, 1)
                        .tightenedBy(roles, ETL)
                        .approvers())
                .isEqualTo(roles.approvers());
    }

    @Test
    void aVoteIsGoodAsLongAsItsVoterMayBeAnApprover() {
        Reviewer anna = Reviewer.inSlack("Anna", "U0ANNA");
        Reviewer releases = Reviewer.byIam("Releases", "arn:aws:iam::123456789012:role/Releases");

        assertThat(voters("U0BEN", "U0CHLOE").mayCount(anna)).isFalse();
        assertThat(voters("U0ANNA", "U0CHLOE").mayCount(anna)).isTrue();
        assertThat(voters("U0BEN", "S0LEADS").mayCount(anna)).isTrue();
        assertThat(voters().mayCount(anna)).isTrue();
        assertThat(voters().mayCount(releases)).isFalse();
        assertThat(voters("U0BEN", "S0LEADS").mayCount(releases)).isFalse();
        assertThat(voters("arn:aws:iam::123456789012:role/team/Releases", "U0BEN")
                        .mayCount(releases))
                .isTrue();
    }

    private static ReviewPolicy voters(String... approvers) {
        return new ReviewPolicy(List.of(approvers), false, true, 2);
    }

    @Test
    void aListOfNobodyIsNotAListOfAnybody() {
        ObjectNode payload = Samples.gatePayload();
        payload.putObject("policy").putArray("approvers");

        assertThatThrownBy(() -> ReviewRequest.parse(payload))
                .isInstanceOf(InvalidReviewRequest.class)
                .hasMessageContaining("policy.approvers is []; give a list of 1 to 50 texts, or leave it out");
    }

    @Test
    void moreApprovalsThanThereAreApproversAreRefused() {
        ObjectNode payload = Samples.gatePayload();
        payload.putObject("policy")
                .put("approvalsRequired", 2)
                .putArray("approvers")
                .add("U012AB3CD");
        ReviewPolicy onePerson = new ReviewPolicy(List.of("U012AB3CD"), false, true, 1);
        ReviewPolicy oneGroup = new ReviewPolicy(List.of("S0614TZR7"), false, true, 1);

        assertThatThrownBy(() -> ReviewRequest.parse(payload))
                .hasMessageContaining("policy.approvalsRequired is 2; only 1 approvers are named");
        assertThatThrownBy(() -> TWO_OF_THREE.tightenedBy(onePerson, ETL))
                .isInstanceOf(InvalidReviewRequest.class)
                .hasMessageContaining("policy.approvalsRequired is 2 in this stack; only 1 approvers");
        assertThat(TWO_OF_THREE.tightenedBy(oneGroup, ETL).approvalsRequired()).isEqualTo(2);
    }

    @Test
    void theStacksPolicyIsReadFromItsEnvironment() {
        Env env = new Env(Map.of(
                "REVIEW_APPROVERS", "U012AB3CD, S0614TZR7",
                "REQUIRE_VERIFIED", "false",
                "REQUESTER_MAY_DECIDE", "true",
                "APPROVALS_REQUIRED", "2"));

        assertThat(ReviewPolicy.from(env)).isEqualTo(TWO_OF_THREE);
    }

    @Test
    void aVariableThatCannotBeUsedNamesItself() {
        Env env = new Env(Map.of(
                "REVIEW_APPROVERS", "anna",
                "REQUIRE_VERIFIED", "false",
                "REQUESTER_MAY_DECIDE", "true",
                "APPROVALS_REQUIRED", "1"));

        assertThatThrownBy(() -> ReviewPolicy.from(env))
                .hasMessageContaining("REVIEW_APPROVERS has anna; it has to be the id of a Slack user");
        assertThatThrownBy(() -> new Env(Map.of("REQUIRE_VERIFIED", "ja")).flag("REQUIRE_VERIFIED"))
                .hasMessage("environment variable REQUIRE_VERIFIED is ja; it has to be true or false");
    }

    @Test
    void aRecordFromBeforeThereWerePoliciesIsOpenToAnybodyWithALink() {
        FakeS3 s3 = new FakeS3();
        ObjectNode record = (ObjectNode) Json.mapper().valueToTree(Samples.record());
        record.remove(List.of("policy", "ifNobodyDecides"));
        s3.putObject(
                b -> b.bucket("reviews").key("reviews/" + Samples.record().reviewId() + "/request.json"),
                RequestBody.fromString(Json.write(record)));

        ReviewRecord read =
                new ReviewStore(s3, "reviews").find(Samples.record().reviewId()).orElseThrow();

        assertThat(read.policy()).isEqualTo(ReviewPolicy.OPEN);
        assertThat(read.ifNobodyDecides()).isNull();
    }
}
