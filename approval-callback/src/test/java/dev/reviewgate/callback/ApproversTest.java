package dev.reviewgate.callback;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reviewgate.core.Deadline;
import dev.reviewgate.core.LinkKey;
import dev.reviewgate.core.Publish;
import dev.reviewgate.core.ReviewPolicy;
import dev.reviewgate.core.ReviewRecord;
import dev.reviewgate.core.ReviewRequest;
import dev.reviewgate.core.Samples;
import dev.reviewgate.core.Verdict;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApproversTest {
    private static final LinkKey KEY = LinkKey.random(new SecureRandom());

    private final FakeDirectory directory = new FakeDirectory();

    @Test
    void withoutAPolicyAnybodyWithALinkDecides() {
        assertThat(refusal(p -> {}, People.TYPED)).isEmpty();
        assertThat(refusal(p -> {}, People.ANNA)).isEmpty();
        assertThat(refusal(p -> {}, People.OPERATOR)).isEmpty();
    }

    @Test
    void whereOnlyKnownPeopleDecideALinkDoesNot() {
        Consumer<ObjectNode> rule = p -> p.put("requireVerified", true);

        assertThat(refusal(rule, People.TYPED)).contains(Refusal.NEEDS_VERIFIED);
        assertThat(refusal(rule, People.CHLOE)).isEmpty();
        assertThat(refusal(rule, People.OPERATOR)).isEmpty();
    }

    @Test
    void anApproverIsAListedUserOrAMemberOfAListedGroup() {
        Consumer<ObjectNode> rule = approvers("U0CHLOE", "S0LEADS");

        assertThat(refusal(rule, People.CHLOE)).isEmpty();
        assertThat(refusal(rule, People.BEN)).isEmpty();
        assertThat(refusal(rule, People.ETL)).contains(Refusal.NOT_AN_APPROVER);
        assertThat(refusal(rule, People.OPERATOR)).contains(Refusal.NOT_AN_APPROVER);
        assertThat(refusal(rule, People.TYPED)).contains(Refusal.NEEDS_VERIFIED);
    }

    @Test
    void whoeverIsListedByIdIsNotMadeToWaitForSlack() {
        directory.fail();

        assertThat(refusal(approvers("S0LEADS", "U0ANNA"), People.ANNA)).isEmpty();
    }

    @Test
    void aGroupThatCannotBeAskedForLetsNobodyIn() {
        directory.fail();

        assertThat(refusal(approvers("U0CHLOE", "S0LEADS"), People.BEN)).contains(Refusal.CANNOT_BE_CHECKED);
        assertThat(refusal(approvers("U0CHLOE"), People.BEN)).contains(Refusal.NOT_AN_APPROVER);
    }

    @Test
    void oneGroupIsEnoughWhereAnotherCannotBeAskedFor() {
        assertThat(refusal(approvers("S0GONE", "S0LEADS"), People.BEN)).isEmpty();
        assertThat(refusal(approvers("S0GONE", "S0LEADS"), People.CHLOE)).contains(Refusal.CANNOT_BE_CHECKED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"U0ANNA", "@anna", "@Anna", "anna@example.com", "Anna+jobs@example.com", "@u0anna"})
    void whoeverAskedForAReviewDoesNotDecideOnItUnderAnyOfTheirNames(String requestedBy) {
        assertThat(selfRefusal(requestedBy, People.ANNA)).contains(Refusal.REQUESTER);
        assertThat(selfRefusal(requestedBy, People.BEN)).isEmpty();
    }

    /** Each of the spellings that a request may have is about the same person, whom no channel lets decide. */
    @ParameterizedTest
    @MethodSource("dev.reviewgate.core.Spellings#accepted")
    void noWayOfDecidingIsOpenToWhoeverAsked(String requestedBy) {
        ReviewRecord review = review(p -> p.put("requesterMayDecide", false), requestedBy);

        assertThat(Stream.of(
                        People.ETL,
                        new Identity.Link("ETL"),
                        new Identity.Link(requestedBy),
                        People.iam("arn:aws:iam::123456789012:user/etl"),
                        People.iam("arn:aws:iam::123456789012:user/another-name"),
                        People.session("Etl", "etl"),
                        People.session("Etl", "another-name"),
                        People.session("Operators", "another-name")))
                .filteredOn(who -> new Approvers(directory)
                        .refusal(review, who, Verdict.APPROVED, deadline())
                        .isEmpty())
                .filteredOn(who -> !isAnotherUser(requestedBy, who))
                .isEmpty();
    }

    /** Two IAM users are two names that an administrator has given. */
    private static boolean isAnotherUser(String requestedBy, Identity who) {
        return requestedBy.contains(":user/")
                && String.valueOf(who.reviewer().id()).endsWith(":user/another-name");
    }

    @ParameterizedTest
    @MethodSource("dev.reviewgate.core.Spellings#accepted")
    void beingNamedAsAnApproverDoesNotHelpWhoeverAskedUnderTheSameName(String requestedBy) {
        ReviewRecord review = review(
                approvers("U0ETL", "arn:aws:iam::123456789012:user/etl", "arn:aws:iam::123456789012:role/Etl")
                        .andThen(p -> p.put("requesterMayDecide", false)),
                requestedBy);

        for (Verdict verdict : Verdict.values()) {
            assertThat(new Approvers(directory).refusal(review, People.ETL, verdict, deadline()))
                    .contains(Refusal.REQUESTER);
        }
        if (!requestedBy.matches("(?i)@?[UW]0ETL")) {
            assertThat(new Approvers(directory)
                            .refusal(
                                    review,
                                    People.iam("arn:aws:iam::123456789012:user/etl"),
                                    Verdict.APPROVED,
                                    deadline()))
                    .contains(Refusal.REQUESTER);
        }
    }

    /** A record from before spellings were looked at. */
    @ParameterizedTest
    @MethodSource("dev.reviewgate.core.Spellings#refused")
    void whoeverAskedUnderAnUnclearNameIsNotTakenForSomebodyElse(String requestedBy) {
        ObjectNode payload = Samples.gatePayload();
        payload.put("requestedBy", requestedBy.isEmpty() ? " " : requestedBy);
        ReviewRequest request = ReviewRequest.parse(payload).under(new ReviewPolicy(List.of(), false, false, 1));
        ReviewRecord review = ReviewRecord.open(request, KEY, Optional.empty(), Samples.NOW);

        assertThat(List.of(People.ETL, People.ANNA, People.OPERATOR)).allSatisfy(who -> {
            assertThat(new Approvers(directory).refusal(review, who, Verdict.APPROVED, deadline()))
                    .contains(Refusal.REQUESTER_UNKNOWN);
            assertThat(new Approvers(directory).refusal(review, who, Verdict.REJECTED, deadline()))
                    .isEmpty();
        });
    }

    @Test
    void whereItIsUnclearWhoAskedOnlyAnApproverRejects() {
        ReviewRequest request = ReviewRequest.parse(Samples.gatePayload().put("requestedBy", "nightly load"))
                .under(new ReviewPolicy(List.of("U0ANNA"), false, false, 1));
        ReviewRecord review = ReviewRecord.open(request, KEY, Optional.empty(), Samples.NOW);
        Approvers approvers = new Approvers(directory);

        assertThat(approvers.refusal(review, People.ANNA, Verdict.REJECTED, deadline()))
                .isEmpty();
        assertThat(approvers.refusal(review, People.BEN, Verdict.REJECTED, deadline()))
                .contains(Refusal.NOT_AN_APPROVER);
        assertThat(approvers.refusal(review, People.TYPED, Verdict.REJECTED, deadline()))
                .contains(Refusal.NEEDS_VERIFIED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws:sts::123456789012:assumed-role/Releases/olga@example.com",
                "arn:aws:iam::123456789012:role/Releases",
                "@releases",
                "Olga@example.com"
            })
    void anIamCallerWhoAskedDoesNotDecideEither(String requestedBy) {
        assertThat(selfRefusal(requestedBy, People.session("Releases", "olga@example.com")))
                .contains(Refusal.REQUESTER);
        assertThat(selfRefusal(requestedBy, People.session("Deploys", "ben@example.com")))
                .contains(Refusal.MAY_BE_REQUESTER);
    }

    /** Whoever starts executions has AWS credentials, often under another name than the one that asked, and names sessions. */
    @ParameterizedTest
    @ValueSource(strings = {"etl@example.com", "U0ETL", "@etl", "arn:aws:sts::123456789012:assumed-role/Jobs/nightly"})
    void anAwsIdentityThatCannotBeComparedApprovesOnlyWhereItIsNamed(String requestedBy) {
        Consumer<ObjectNode> rule = p -> p.put("requesterMayDecide", false);
        ReviewRecord unnamed = review(rule, requestedBy);
        ReviewRecord named = review(
                approvers(People.OPERATOR_ARN, "arn:aws:iam::123456789012:role/Loads")
                        .andThen(rule),
                requestedBy);
        Approvers approvers = new Approvers(directory);

        for (Identity who : List.of(People.OPERATOR, People.session("Loads", "x"))) {
            assertThat(approvers.refusal(unnamed, who, Verdict.APPROVED, deadline()))
                    .contains(Refusal.MAY_BE_REQUESTER);
            assertThat(approvers.refusal(unnamed, who, Verdict.REJECTED, deadline()))
                    .isEmpty();
            assertThat(approvers.refusal(named, who, Verdict.APPROVED, deadline()))
                    .isEmpty();
        }
    }

    @Test
    void anotherIamUserDecidesWhereAnIamUserAsked() {
        assertThat(selfRefusal("arn:aws:iam::123456789012:user/etl", People.OPERATOR))
                .isEmpty();
        assertThat(selfRefusal("arn:aws:iam::123456789012:user/OLGA", People.OPERATOR))
                .contains(Refusal.REQUESTER);
        assertThat(selfRefusal("arn:aws:iam::123456789012:user/etl", People.session("Loads", "x")))
                .contains(Refusal.MAY_BE_REQUESTER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws:iam::123456789012:user/anna",
                "arn:aws:iam::123456789012:user/people/Anna",
                "arn:aws:sts::123456789012:assumed-role/Etl/anna@example.com"
            })
    void whoeverAskedUnderAnAwsNameDoesNotDecideInSlackUnderTheSame(String requestedBy) {
        assertThat(selfRefusal(requestedBy, People.ANNA)).contains(Refusal.REQUESTER);
        assertThat(selfRefusal(requestedBy, People.BEN)).contains(Refusal.MAY_BE_REQUESTER);
    }

    @Test
    void whoeverAskedMayNotRejectEither() {
        ReviewRecord review = review(p -> p.put("requesterMayDecide", false), "U0ETL");

        assertThat(new Approvers(directory).refusal(review, People.ETL, Verdict.REJECTED, deadline()))
                .contains(Refusal.REQUESTER);
    }

    @Test
    void whereNobodyKnowsWhoAskedNobodyIsTakenForSomebodyElse() {
        ObjectNode payload = Samples.gatePayload();
        payload.remove("requestedBy");
        ReviewRequest request = ReviewRequest.parse(payload).under(new ReviewPolicy(List.of(), false, false, 1));
        ReviewRecord review = ReviewRecord.open(request, KEY, Optional.empty(), Samples.NOW);

        assertThat(new Approvers(directory).refusal(review, People.ANNA, Verdict.APPROVED, deadline()))
                .contains(Refusal.REQUESTER_UNKNOWN);
    }

    @Test
    void whoeverCouldBeTheRequesterIsRefusedWhileSlackCannotBeAsked() {
        directory.fail();

        assertThat(selfRefusal("etl@example.com", People.BEN)).contains(Refusal.CANNOT_BE_CHECKED);
    }

    @Test
    void somebodyWhomSlackDoesNotKnowIsNotTakenForSomebodyElse() {
        assertThat(selfRefusal("etl@example.com", new Identity.Slack("U0NOBODY", "Nobody")))
                .contains(Refusal.CANNOT_BE_CHECKED);
    }

    @Test
    void withoutASlackAppNoSlackRuleLetsAnybodyIn() {
        Approvers approvers = new Approvers(Directory.NONE);

        assertThat(approvers.refusal(review(approvers("S0LEADS"), "x"), People.ANNA, Verdict.APPROVED, deadline()))
                .contains(Refusal.CANNOT_BE_CHECKED);
    }

    @Test
    void whoeverIsRefusedIsToldWhyAndNothingIsSent() {
        Stage stage =
                Stage.open(p -> p.withObject("/policy").putArray("approvers").add("S0LEADS"));

        Upshot stranger = stage.approve(People.CHLOE, Publish.ALL);
        stage.directory.fail();
        Upshot unchecked = stage.approve(People.ANNA, Publish.ALL);
        stage.directory.recover();

        assertThat(stranger.status()).isEqualTo(403);
        assertThat(stranger.text()).contains("you are not one of them", "Thank you");
        assertThat(unchecked.status()).isEqualTo(503);
        assertThat(unchecked.text()).contains("Nothing is decided", "try again");
        assertThat(stage.tasks.calls()).isZero();
        assertThat(stage.log()).contains("somebody may not decide", "not_an_approver", "U0CHLOE");
        assertThat(stage.approve(People.ANNA, Publish.ALL)).isInstanceOf(Upshot.Decided.class);
    }

    @Test
    void aPageThatMayNotDecideStillShowsWhatItIsAbout() {
        Stage stage = Stage.open(p -> p.withObject("/policy").put("requireVerified", true));

        Answer click = stage.reject("Grace Hopper", "No.");

        assertThat(click.status()).isEqualTo(403);
        assertThat(click.text()).contains("8.0 %", "A link shows it, and does not decide it.");
        assertThat(stage.tasks.calls()).isZero();
    }

    /** Whatever the rules, nobody gets past one that is about them; what a rule says is written down here a second time. */
    @Property
    void nobodyGetsPastARule(
            @ForAll("policies") ReviewPolicy policy,
            @ForAll("people") Identity who,
            @ForAll("requesters") String requestedBy,
            @ForAll Verdict verdict,
            @ForAll boolean slackFails) {
        FakeDirectory slack = new FakeDirectory();
        if (slackFails) {
            slack.fail();
        }
        ReviewRequest request = ReviewRequest.parse(Samples.gatePayload().put("requestedBy", requestedBy));
        ReviewRecord review = ReviewRecord.open(request.under(policy), KEY, Optional.empty(), Samples.NOW);

        boolean may =
                new Approvers(slack).refusal(review, who, verdict, deadline()).isEmpty();

        boolean anyRule = policy.requireVerified()
                || !policy.approvers().isEmpty()
                || !policy.requesterMayDecide()
                || policy.approvalsRequired() > 1;
        boolean link = who instanceof Identity.Link;
        boolean iam = who instanceof Identity.Iam;
        String id = String.valueOf(who.reviewer().id());
        boolean leads = Set.of("U0ANNA", "U0BEN").contains(id) && !slackFails;
        boolean listed = policy.approvers().contains(id) || (policy.approvers().contains("S0LEADS") && leads);
        boolean asked = names(id).contains(requestedBy.toLowerCase(Locale.ROOT));
        boolean comparable = requestedBy.startsWith("arn:") == iam || verdict == Verdict.REJECTED;
        boolean verified = !anyRule || !link;
        boolean approver = policy.approvers().isEmpty() || listed;
        boolean notTheRequester = policy.requesterMayDecide()
                || (!asked
                        && (iam || !slackFails)
                        && (comparable || !policy.approvers().isEmpty()));
        boolean counts = policy.approvalsRequired() == 1
                || verdict == Verdict.REJECTED
                || !iam
                || !policy.approvers().isEmpty();
        assertThat(may).isEqualTo(verified && approver && notTheRequester && counts);
    }

    private static Set<String> names(String id) {
        return switch (id) {
            case "U0ANNA" -> Set.of("u0anna", "@anna", "anna@example.com");
            case "U0BEN" -> Set.of("u0ben", "@ben", "ben@example.com");
            case "U0CHLOE" -> Set.of("u0chloe", "@chloe");
            case People.OPERATOR_ARN -> Set.of(People.OPERATOR_ARN, "@olga");
            default -> Set.of();
        };
    }

    @Provide
    Arbitrary<ReviewPolicy> policies() {
        Arbitrary<List<String>> approvers = Arbitraries.of("U0ANNA", "U0CHLOE", "S0LEADS", People.OPERATOR_ARN)
                .list()
                .uniqueElements()
                .ofMaxSize(3);
        Arbitrary<Boolean> either = Arbitraries.of(true, false);
        return Combinators.combine(
                        approvers, either, either, Arbitraries.integers().between(1, 3))
                .as(ReviewPolicy::new);
    }

    @Provide
    Arbitrary<Identity> people() {
        return Arbitraries.of(People.ANNA, People.BEN, People.CHLOE, People.OPERATOR, People.TYPED);
    }

    @Provide
    Arbitrary<String> requesters() {
        return Arbitraries.of(
                "anna@example.com", "@ANNA", "U0BEN", "@chloe", "@olga", People.OPERATOR_ARN, "@somebody");
    }

    private Optional<Refusal> refusal(Consumer<ObjectNode> policy, Identity who) {
        return new Approvers(directory).refusal(review(policy, "etl@example.com"), who, Verdict.APPROVED, deadline());
    }

    private Optional<Refusal> selfRefusal(String requestedBy, Identity who) {
        ReviewRecord review = review(p -> p.put("requesterMayDecide", false), requestedBy);
        return new Approvers(directory).refusal(review, who, Verdict.APPROVED, deadline());
    }

    private static Consumer<ObjectNode> approvers(String... ids) {
        return p -> List.of(ids).forEach(p.putArray("approvers")::add);
    }

    private static ReviewRecord review(Consumer<ObjectNode> policy, String requestedBy) {
        ObjectNode payload = Samples.gatePayload().put("requestedBy", requestedBy);
        policy.accept(payload.withObject("/policy"));
        return ReviewRecord.open(ReviewRequest.parse(payload), KEY, Optional.empty(), Samples.NOW);
    }

    private static Deadline deadline() {
        return Deadline.in(Duration.ofSeconds(2), Clock.fixed(Samples.NOW, ZoneOffset.UTC));
    }
}
