package dev.reviewgate.notifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sns.model.PublishRequest;

class EscalationTest {
    private final Stack stack = new Stack();

    @AfterEach
    void close() {
        stack.close();
    }

    @Test
    void othersAreAskedFromTheAttemptOnThatTheStackNames() {
        stack.with("ESCALATE_FROM_ATTEMPT", "3");

        stack.handle(Stack.event("request-review").put("attempts", 3));
        stack.handle(Stack.event("reminder").put("attempts", 3));
        assertThat(stack.sns.to(Stack.ESCALATION)).isEmpty();
        stack.handle(Stack.event("escalation"));

        assertThat(stack.sns.to(Stack.TOPIC)).hasSize(3);
        assertThat(stack.sns.to(Stack.ESCALATION)).hasSize(1);
        PublishRequest escalated = stack.sns.to(Stack.ESCALATION).get(0);
        assertThat(stack.sns.kinds(Stack.ESCALATION)).containsExactly("review-escalated");
        assertThat(escalated.subject())
                .isEqualTo(
                        "[dev] Still open: 8.0 % of 100,000 customer rows look wrong: please decide by Tue 3 Mar, 09:00 UTC");
        assertThat(stack.text(Stack.ESCALATION, "email"))
                .startsWith("Those who were asked first have not decided yet, so you are asked as well.\n");
        assertThat(stack.sns.kinds(Stack.TOPIC))
                .containsExactly("review-requested", "review-reminder", "review-reminder");
    }

    @Test
    void whoWasAskedLaterLearnsTheEndToo() {
        stack.handle(Stack.event("request-review"));
        stack.handle(Stack.event("reminder"));

        stack.handle(Stack.event("announce-rejected"));

        assertThat(stack.text(Stack.ESCALATION, "email")).startsWith("Rejected by Grace Hopper");
        assertThat(stack.text(Stack.TOPIC, "email")).startsWith("Rejected by Grace Hopper");
    }

    @Test
    void whoWasNeverAskedHearsNothingOfTheEnd() {
        stack.handle(Stack.event("request-review"));

        stack.handle(Stack.event("announce-rejected"));

        assertThat(stack.sns.to(Stack.ESCALATION)).isEmpty();
    }

    @Test
    void anEscalationTopicThatDoesNotTakeTheEndFailsNothing() {
        stack.handle(Stack.event("request-review"));
        stack.handle(Stack.event("reminder"));
        stack.sns.refused.add(Stack.ESCALATION);

        assertThat(stack.handle(Stack.event("announce-rejected"))).isEqualTo("{}");

        assertThat(stack.logged()).contains("\"channel\":\"sns-escalation\"", "\"NotificationNotSent\":1");
    }

    @Test
    void askingBothFromTheStartNeedsOnlyOneOfThemToHaveSomebody() {
        stack.with("ESCALATE_FROM_ATTEMPT", "1");
        stack.sns.nobodySubscribed.add(Stack.TOPIC);

        stack.handle(Stack.event("request-review"));

        assertThat(stack.text(Stack.ESCALATION, "email")).startsWith("8.0 % of 100,000 customer rows look wrong.");
    }

    @Test
    void anEscalationTopicWithoutSubscribersIsNobodyAsked() {
        stack.with("ESCALATE_FROM_ATTEMPT", "1");
        stack.sns.nobodySubscribed.add(Stack.TOPIC);
        stack.sns.nobodySubscribed.add(Stack.ESCALATION);

        assertThatThrownBy(() -> stack.handle(Stack.event("request-review")))
                .isInstanceOf(NotificationNotSent.class)
                .hasMessageContaining(Stack.TOPIC)
                .hasMessageContaining(Stack.ESCALATION);
    }
}
