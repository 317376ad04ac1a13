package dev.reviewgate.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reviewgate.core.Publish;
import dev.reviewgate.core.Reviewer;
import dev.reviewgate.core.Vote;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sns.model.PublishRequest;

/**
 * Each mail as a whole, with its subject and the text message beside it, as the files of {@code src/test/resources/mails} have
 * them: to be read aloud. With {@code -Dmails.write=true} the files are written instead.
 */
class WholeMailTest {
    private static final Path MAILS = Path.of("src", "test", "resources", "mails");

    private final Stack stack = Stack.withSlack();

    @AfterEach
    void close() {
        stack.close();
    }

    @Test
    void request() throws IOException {
        stack.handle(Stack.event("request-review"));

        assertMail("request", Stack.TOPIC);
    }

    @Test
    void requestByAnotherWorkflowWithoutEvidence() throws IOException {
        ObjectNode event = Stack.event("request-review")
                .put("subject", "Promote churn model 14 to production?")
                .put("attempts", 1);
        event.remove(List.of("evidence", "ifNobodyDecides"));
        event.putArray("facts").addObject().put("label", "AUC").put("value", "0.91");

        stack.handle(event);

        assertMail("request-of-another-workflow", Stack.TOPIC);
    }

    @Test
    void requestThatTwoOfThreeHaveToApprove() throws IOException {
        stack.handle(Stack.event("request-review-quorum"));

        assertMail("request-quorum", Stack.TOPIC);
    }

    @Test
    void requestThatOnlyTheCommandLineDecides() throws IOException {
        stack.with("SLACK_SECRET_ARN", "").with("REQUIRE_VERIFIED", "true");

        stack.handle(Stack.event("request-review"));

        assertMail("request-verified-without-slack", Stack.TOPIC);
    }

    @Test
    void reminder() throws IOException {
        stack.handle(Stack.event("request-review"));
        stack.at(Stack.NOW.plus(Duration.ofDays(1)));

        stack.handle(Stack.event("reminder"));

        assertMail("reminder", Stack.TOPIC);
    }

    @Test
    void escalationAfterOneOfTwoHasApproved() throws IOException {
        stack.handle(Stack.event("request-review-quorum"));
        stack.notes.vote(
                stack.review(),
                new Vote(Reviewer.inSlack("Anna", "U0ANNA"), Publish.ALL, "", Stack.NOW.plusSeconds(60)));
        stack.at(Stack.NOW.plus(Duration.ofDays(1)));
        ObjectNode reminder = Stack.event("reminder");
        reminder.set("policy", Stack.event("request-review-quorum").get("policy"));

        stack.handle(reminder);

        assertMail("escalation-quorum", Stack.ESCALATION);
    }

    @Test
    void sentAgain() throws IOException {
        stack.handle(Stack.event("request-review"));
        stack.at(Stack.NOW.plus(Duration.ofHours(3)));

        stack.handle(Stack.event("resend"));

        assertMail("sent-again", Stack.TOPIC);
    }

    @Test
    void approvedByAName() throws IOException {
        stack.handle(Stack.event("announce-approved"));

        assertMail("approved", Stack.TOPIC);
    }

    @Test
    void approvedByTwo() throws IOException {
        stack.handle(Stack.event("announce-approved-quorum"));

        assertMail("approved-quorum", Stack.TOPIC);
    }

    @Test
    void rejectedByAnOperator() throws IOException {
        ObjectNode event = Stack.event("announce-rejected");
        ObjectNode decision = (ObjectNode) Stack.json(event.get("decision").textValue());
        decision.putObject("reviewer")
                .put("name", "anna")
                .put("id", "arn:aws:iam::000000000000:user/anna")
                .put("via", "iam")
                .put("verified", true);

        stack.handle(event.put("decision", decision.toString()));

        assertMail("rejected", Stack.TOPIC);
    }

    @Test
    void timedOut() throws IOException {
        stack.handle(Stack.event("announce-timeout"));

        assertMail("timed-out", Stack.TOPIC);
    }

    @Test
    void approvedThenFailed() throws IOException {
        ObjectNode event = Stack.event("announce-approved");
        event.remove("published");
        String result =
                "The dataset was not published, or it is not certain that it was; the files of the review are unchanged.";

        stack.handle(event.put("outcome", "FAILED").put("result", result));

        assertMail("failed", Stack.TOPIC);
    }

    private void assertMail(String name, String topic) throws IOException {
        List<PublishRequest> published = stack.sns.to(topic);
        PublishRequest last = published.get(published.size() - 1);
        String key =
                last.message().contains("key=") ? Stack.keyIn(last.message()).value() : "no link";
        String mail = "Subject: " + last.subject() + "\n\n" + stack.text(topic, "email") + "\n-- SMS --\n"
                + stack.text(topic, "sms") + "\n";
        String shown = mail.replace(key, "THE-KEY-OF-THIS-LINK-WITH-FORTY-THREE-CHARS");
        Path file = MAILS.resolve(name + ".txt");
        if (Boolean.getBoolean("mails.write")) {
            Files.createDirectories(MAILS);
            Files.writeString(file, shown);
        }

        assertThat(shown).isEqualTo(Files.readString(file));
    }
}
