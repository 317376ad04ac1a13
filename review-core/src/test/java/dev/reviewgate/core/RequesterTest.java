package dev.reviewgate.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RequesterTest {
    @ParameterizedTest
    @MethodSource("dev.reviewgate.core.Spellings#refused")
    void whereTheRequesterMustNotDecideNoOtherSpellingIsTaken(String requestedBy) {
        assertThatThrownBy(() -> ReviewRequest.parse(request(requestedBy, false)))
                .isInstanceOf(InvalidReviewRequest.class)
                .hasMessageStartingWith("requestedBy is ");
    }

    @ParameterizedTest
    @MethodSource("dev.reviewgate.core.Spellings#accepted")
    void aPlainSpellingIsTaken(String requestedBy) {
        assertThat(ReviewRequest.parse(request(requestedBy, false)).requestedBy())
                .isEqualTo(requestedBy);
    }

    @Test
    void theRefusalSaysWhatIsAllowed() {
        assertThatThrownBy(() -> ReviewRequest.parse(request("<@U0ETL>", false)))
                .hasMessage(
                        "requestedBy is \"<@U0ETL>\"; whoever asks must not decide on this review, so give one plain mail"
                                + " address such as etl@example.com, the id of a Slack user such as U012AB3CD, a handle such as"
                                + " @etl without blanks, or an ARN, in ASCII and with nothing around it");
    }

    @Test
    void whereTheRequesterMayDecideAnyTextIsTaken() {
        assertThat(ReviewRequest.parse(request("the nightly load", true)).requestedBy())
                .isEqualTo("the nightly load");
    }

    @ParameterizedTest
    @CsvSource({
        "anna@example.com, ANNA@example.com, true",
        "anna@example.com, anna+slack@example.com, true",
        "anna+a+b@example.com, anna@example.com, true",
        "anna.lovelace@example.com, annalovelace@example.org, true",
        "anna@example.com, anna, true",
        "@anna, anna@example.com, true",
        "U0ANNA, u0anna, true",
        "arn:aws:sts::123456789012:assumed-role/Etl/anna@example.com, arn:aws:iam::123456789012:role/Etl, true",
        "arn:aws:iam::123456789012:user/people/Anna, anna, true",
        "arn:aws:iam::123456789012:role/team/Etl, Etl, true",
        "o'neil@example.com, O'Neil, true",
        "anna_@example.com, anna, true",
        "@anna, _anna_, true",
        "arn:aws:iam::123456789012:user/-anna, anna, true",
        "anna-b@example.com, annab, false",
        "@anna, _anna-, true",
        "anna@example.com, hanna@example.com, false",
        "anna@example.com, ann@example.com, false",
        "@anna, anna lovelace, false",
        "U0ANNA, U0ANN, false",
        "arn:aws:iam::123456789012:user/anna, arn:aws:iam::123456789012:user/ben, false"
    })
    void somebodyIsKnownByTheirNames(String requestedBy, String name, boolean same) {
        Requester requester = Requester.parse(requestedBy).orElseThrow();

        assertThat(requester.isAmong(Set.of("somebody", name))).isEqualTo(same);
    }

    @ParameterizedTest
    @CsvSource({
        "anna@example.com, true, false, false",
        "U0ANNA, true, false, false",
        "@anna, true, false, false",
        "arn:aws:iam::123456789012:user/anna, false, true, false",
        "arn:aws:iam::123456789012:root, false, true, false",
        "arn:aws:iam::123456789012:role/Etl, false, false, false",
        "arn:aws:sts::123456789012:assumed-role/Etl/anna@example.com, false, false, false",
        "arn:aws:states:eu-central-1:123456789012:stateMachine:nightly, false, false, false"
    })
    void onlyWhoIsNamedInTheSameWayCanBeToldFromTheRequester(
            String requestedBy, boolean slack, boolean user, boolean role) {
        Requester requester = Requester.parse(requestedBy).orElseThrow();

        assertThat(requester.canBeToldFrom(Reviewer.inSlack("Ben", "U0BEN"))).isEqualTo(slack);
        assertThat(requester.canBeToldFrom(Reviewer.byIam("ben", "arn:aws:iam::123456789012:user/ben")))
                .isEqualTo(user);
        assertThat(requester.canBeToldFrom(Reviewer.byIam("Ops (ben)", "arn:aws:iam::123456789012:role/Ops")))
                .isEqualTo(role);
        assertThat(requester.canBeToldFrom(Reviewer.byLink("Ben"))).isFalse();
    }

    private static ObjectNode request(String requestedBy, boolean requesterMayDecide) {
        ObjectNode payload = Samples.gatePayload().put("requestedBy", requestedBy);
        payload.putObject("policy").put("requesterMayDecide", requesterMayDecide);
        return payload;
    }
}
