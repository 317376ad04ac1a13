package dev.reviewgate.local.flow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reviewgate.local.slack.Slack;
import dev.reviewgate.local.slack.SlackClick;
import dev.reviewgate.local.slack.SlackMessage;
import dev.reviewgate.local.slack.SlackSubmission;
import dev.reviewgate.local.slack.SlackView;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What tests of the flow through Slack have in common. */
abstract class SlackFlowTest extends FlowTest {
    static final String ANNA = "U0ANNA";
    static final String BEN = "U0BEN";
    static final String CHLOE = "U0CHLOE";
    static final String ETL = "U0ETL";

    /** The title of a dialog that could not find out what it has to show. */
    static final String TRY_AGAIN = "Please try again";

    Slack slack() {
        return flow.stack().slack();
    }

    /** Returns an input whose review says who may decide. */
    static ObjectNode input(String... approvers) {
        ObjectNode input = Flow.input();
        for (String approver : approvers) {
            input.withObject("/review").withArray("approvers").add(approver);
        }
        return input;
    }

    /** Waits for the first message about an execution. */
    SlackMessage card(String execution) {
        return cards(execution, 1).get(0);
    }

    /** Waits for so many messages about an execution, oldest first. */
    List<SlackMessage> cards(String execution, int count) {
        return Flow.eventually(
                count + " messages in Slack",
                () -> Optional.of(cards(execution)).filter(found -> found.size() >= count));
    }

    List<SlackMessage> cards(String execution) {
        String name = execution.substring(execution.lastIndexOf(':') + 1);
        return slack().messages().stream()
                .filter(message -> Stream.concat(Stream.of(message.now()), message.earlier().stream())
                        .anyMatch(version -> version.shown().contains(name)))
                .toList();
    }

    /** Waits until a message says this. */
    SlackMessage shows(SlackMessage message, String text) {
        return Flow.eventually(
                "the message says " + text,
                () -> Optional.of(slack().now(message))
                        .filter(now -> now.shown().contains(text)));
    }

    /** Presses a button, and again as long as the dialog asks to: a busy machine may need a second try. */
    SlackView opens(String user, SlackMessage card, String button) {
        return Flow.eventually(
                "a dialog opens",
                () -> Optional.ofNullable(presses(user, card, button).view())
                        .filter(view -> !view.title().equals(TRY_AGAIN)));
    }

    SlackClick presses(String user, SlackMessage card, String button) {
        try {
            return slack().click(user, card, button);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Submits a dialog, and again as long as it asks to. */
    SlackSubmission submits(String user, SlackView view, String comment) {
        return Flow.eventually(
                "a submission is taken or refused",
                () -> Optional.of(submitsOnce(user, view, comment))
                        .filter(answer ->
                                !answer.errors().getOrDefault("comment", "").contains("again")));
    }

    private SlackSubmission submitsOnce(String user, SlackView view, String comment) {
        try {
            return slack().submit(user, view, comment);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Presses a button and confirms it. */
    SlackSubmission decides(String user, SlackMessage card, String button, String comment) {
        return submits(user, opens(user, card, button), comment);
    }

    /** Returns what a dialog says after it was submitted. */
    static String said(SlackSubmission submission) {
        SlackView view = submission.view();
        return view == null ? "" : view.shown();
    }
}
