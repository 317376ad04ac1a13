package dev.reviewgate.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.slack.api.methods.request.chat.ChatPostMessageRequest;
import com.slack.api.model.Message;
import com.slack.api.model.block.ActionsBlock;
import com.slack.api.model.block.ContextBlock;
import com.slack.api.model.block.HeaderBlock;
import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.SectionBlock;
import com.slack.api.model.block.composition.MarkdownTextObject;
import com.slack.api.model.block.element.ButtonElement;
import dev.reviewgate.core.Decision;
import dev.reviewgate.core.Publish;
import dev.reviewgate.core.ReviewRecord;
import dev.reviewgate.core.Reviewer;
import dev.reviewgate.core.Samples;
import dev.reviewgate.core.Verdict;
import dev.reviewgate.core.Vote;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What Slack's own classes find in the cards. */
class CardsTest {
    private static final Cards CARDS = new Cards("prod");

    @Test
    void anOpenCardOffersWhatCanBeDecided() {
        ReviewRecord review = Samples.record();

        List<ButtonElement> buttons = buttons(CARDS.open(review, List.of(), 1, SlackReviews.LINK));

        assertThat(buttons)
                .extracting(ButtonElement::getActionId)
                .containsExactly("approve", "approve_clean", "reject", "open");
        assertThat(buttons)
                .extracting(b -> b.getText().getText())
                .containsExactly("Approve", "Approve without flagged rows", "Reject…", "Open");
        assertThat(buttons)
                .extracting(ButtonElement::getValue)
                .containsOnly(review.reviewId().value());
        assertThat(buttons.get(3).getUrl()).isEqualTo(SlackReviews.LINK);
    }

    @Test
    void theButtonsKnowWhatWasShownBesideThem() {
        ReviewRecord review = Samples.record();
        ReviewRecord other = SlackReviews.review(p -> p.put("subject", "12.0 % look wrong"));

        String shown = Cards.evidenceShown(buttonsOf(CARDS.open(review, List.of(), 1, null)));

        assertThat(shown).isEqualTo(review.contentDigest()).isNotEqualTo(other.contentDigest());
        assertThat(Cards.evidenceShown("somebody-elses")).isEmpty();
    }

    @Test
    void whatThereIsNoFileForIsNotOffered() {
        ReviewRecord review = SlackReviews.review(p -> p.withObject("/evidence").remove("clean"));

        assertThat(buttons(CARDS.open(review, List.of(), 1, null)))
                .extracting(ButtonElement::getActionId)
                .containsExactly("approve", "reject");
    }

    @Test
    void anOpenCardSaysWhatIsWrongAndHowLongThereIs() {
        ReviewRecord review = SlackReviews.review(p -> p.put("ifNobodyDecides", "Nothing is published."));

        Card card = CARDS.open(review, List.of(), 1, SlackReviews.LINK);

        assertThat(header(card)).isEqualTo("8.0 % of 100,000 customer rows look wrong");
        assertThat(card.text()).isEqualTo("[prod] Please review: 8.0 % of 100,000 customer rows look wrong");
        assertThat(texts(card))
                .contains("*Rows:* 100,000")
                .contains(
                        "Open until <!date^1772614800^{date_short_pretty} at {time}|2026-03-04 09:00 UTC>, 2 days from"
                                + " when this was sent. If nobody decides: Nothing is published.")
                .anyMatch(t -> t.contains("asked for by etl@example.com"));
    }

    @Test
    void moreFactsThanFitAreCounted() {
        ReviewRecord review = SlackReviews.largest();

        assertThat(texts(CARDS.open(review, List.of(), 1, null)))
                .anyMatch(t -> t.endsWith("\n_… and 29 more on the page_"));
    }

    @Test
    void aReminderSaysWhichOneItIs() {
        Card card = CARDS.open(Samples.record(), List.of(), 2, SlackReviews.LINK);

        assertThat(header(card)).isEqualTo("Reminder 1 of 1: 8.0 % of 100,000 customer rows look wrong");
        assertThat(texts(card)).anyMatch(t -> t.contains("24 h from when this was sent"));
    }

    @Test
    void aCardThatNeedsSeveralSaysWhoHasApproved() {
        ReviewRecord review = SlackReviews.review(p -> p.putObject("policy")
                .put("approvalsRequired", 2)
                .putArray("approvers")
                .add("U0ANNA")
                .add("S0LEADS"));
        Vote vote = SlackReviews.vote("Anna", "U0ANNA", Publish.CLEAN);

        assertThat(texts(CARDS.open(review, List.of(), 1, null)))
                .contains("*0 of 2 approvals*; one rejection rejects.")
                .contains("May decide: <@U0ANNA>, <!subteam^S0LEADS>");
        assertThat(texts(CARDS.open(review, List.of(vote), 1, null)))
                .anyMatch(t -> t.startsWith("*1 of 2 approvals*:\n• <@U0ANNA> approved without the flagged rows, "));
    }

    @Test
    void theRequesterIsToldToLeaveItToOthers() {
        ReviewRecord review = SlackReviews.review(p -> p.putObject("policy").put("requesterMayDecide", false));

        assertThat(texts(CARDS.open(review, List.of(), 1, null)))
                .anyMatch(t -> t.contains("asked for by etl@example.com, who may not decide"));
    }

    @Test
    void aDecidedCardSaysByWhomAndWhyAndHasNoButtons() {
        ReviewRecord review = Samples.record();
        Decision decision = new Decision(
                Verdict.APPROVED,
                Publish.CLEAN,
                Reviewer.inSlack("Anna", "U0ANNA"),
                "Unit mix-up.\n<b>Known</b> since Tuesday.",
                Samples.NOW,
                review.reviewId());

        Card card = CARDS.decided(review, decision, "", SlackReviews.LINK);

        assertThat(header(card)).isEqualTo("Approved: 8.0 % of 100,000 customer rows look wrong");
        assertThat(texts(card))
                .anyMatch(t -> t.startsWith("*Approved* by <@U0ANNA> in Slack, <!date^1772442000^")
                        && t.contains("Everything but the flagged rows is published.")
                        && t.endsWith(">Unit mix-up.\n>&lt;b&gt;Known&lt;/b&gt; since Tuesday."));
        assertThat(buttons(card)).isEmpty();
    }

    @Test
    void aTypedNameIsNotTakenForAVerifiedOne() {
        ReviewRecord review = Samples.record();

        assertThat(texts(CARDS.decided(review, Samples.rejection(review.reviewId()), "", null)))
                .anyMatch(t ->
                        t.startsWith("*Rejected* by Grace Hopper (by link; the name is as typed, not verified), "));
    }

    @Test
    void everyoneWhoseApprovalCountedIsNamed() {
        ReviewRecord review = Samples.record();
        Decision decision = new Decision(
                Verdict.APPROVED,
                Publish.ALL,
                Reviewer.inSlack("Ben", "U0BEN"),
                "",
                Samples.NOW,
                review.reviewId(),
                List.of(
                        SlackReviews.vote("Anna", "U0ANNA", Publish.ALL),
                        SlackReviews.vote("Ben", "U0BEN", Publish.ALL)));

        assertThat(texts(CARDS.decided(review, decision, "", null)))
                .anyMatch(t -> t.contains("• <@U0ANNA> approved, ") && t.contains("• <@U0BEN> approved, "));
    }

    @Test
    void nothingThatIsOverLooksOpen() {
        ReviewRecord review = SlackReviews.review(p -> p.put("ifNobodyDecides", "Nothing is published."));

        Card expired = CARDS.expired(review, "", SlackReviews.LINK);
        Card ended = CARDS.ended(review, "", SlackReviews.LINK);

        assertThat(header(expired)).startsWith("Nobody decided: ");
        assertThat(texts(expired)).anyMatch(t -> t.startsWith("*Expired.* ") && t.endsWith("Nothing is published."));
        assertThat(header(ended)).startsWith("Closed: ");
        assertThat(Stream.of(expired, ended).flatMap(c -> buttons(c).stream())).isEmpty();
    }

    @Test
    void nothingThatSomebodyWroteIsTakenForMarkup() {
        ReviewRecord review = SlackReviews.review(p -> {
            p.put("subject", "<!channel> & <https://evil.example|Open>");
            p.withArray("facts").addObject().put("label", "<@U0BEN>").put("value", "<!here>");
            p.put("requestedBy", "<!everyone>");
        });

        for (Card card : all(review)) {
            assertThat(card.text()).doesNotContain("<");
            assertThat(texts(card).stream().map(CardsTest::withoutOurMarkup)).noneMatch(t -> t.contains("<"));
        }
    }

    static List<ReviewRecord> reviews() {
        return List.of(Samples.record(), SlackReviews.largest());
    }

    @ParameterizedTest
    @MethodSource("reviews")
    void slacksClassesLoseNothingOfACard(ReviewRecord review) {
        for (Card card : all(review)) {
            JsonNode json = card.toJson();

            assertThat(SlackModels.write(
                            SlackModels.read(json, ChatPostMessageRequest.class).getBlocks()))
                    .isEqualTo(json.get("blocks"));
        }
    }

    @ParameterizedTest
    @MethodSource("reviews")
    void everyCardKeepsToSlacksLimits(ReviewRecord review) {
        for (Card card : all(review)) {
            assertThat(card.text().length()).isLessThanOrEqualTo(4000);
            assertThat(card.blocks()).hasSizeLessThanOrEqualTo(50);
            // Slack's reference has no number for msg_blocks_too_long; people have measured 13,172 characters.
            assertThat(card.blocks().toString().length()).isLessThan(13_000);
            assertThat(header(card)).hasSizeLessThanOrEqualTo(150);
            assertThat(texts(card)).allMatch(t -> !t.isEmpty() && t.length() <= 3000);
            assertThat(buttons(card))
                    .allMatch(b -> b.getText().getText().length() <= 75
                            && b.getValue().length() <= 2000
                            && b.getActionId().length() <= 255);
        }
    }

    private static List<Card> all(ReviewRecord review) {
        Decision longest = new Decision(
                Verdict.REJECTED,
                null,
                new Reviewer("&".repeat(100), "&", "iam", true),
                "&\n".repeat(1000),
                Samples.NOW,
                review.reviewId());
        List<Vote> votes = IntStream.range(0, 10)
                .mapToObj(i ->
                        new Vote(new Reviewer("&".repeat(100), "arn" + i, "iam", true), Publish.CLEAN, "", Samples.NOW))
                .toList();
        return List.of(
                CARDS.open(review, List.of(), 1, SlackReviews.LINK),
                CARDS.open(review, votes, 2, "&".repeat(3000), SlackReviews.LINK),
                CARDS.decided(review, longest, "&".repeat(3000), SlackReviews.LINK),
                CARDS.decided(review, Samples.approval(review.reviewId()), "", null),
                CARDS.expired(review, "&".repeat(3000), SlackReviews.LINK),
                CARDS.failed(review, longest, "&".repeat(3000), SlackReviews.LINK),
                CARDS.ended(review, "&".repeat(3000), SlackReviews.LINK),
                CARDS.sentence("&".repeat(5000)));
    }

    private static Message message(Card card) {
        return SlackModels.read(card.toJson(), Message.class);
    }

    private static String header(Card card) {
        return message(card).getBlocks().stream()
                .filter(HeaderBlock.class::isInstance)
                .map(b -> ((HeaderBlock) b).getText().getText())
                .findFirst()
                .orElse("");
    }

    private static List<String> texts(Card card) {
        return message(card).getBlocks().stream().flatMap(CardsTest::texts).toList();
    }

    private static Stream<String> texts(LayoutBlock block) {
        if (block instanceof SectionBlock section) {
            return Stream.of(section.getText().getText());
        }
        return block instanceof ContextBlock context
                ? context.getElements().stream().map(e -> ((MarkdownTextObject) e).getText())
                : Stream.of();
    }

    private static String buttonsOf(Card card) {
        return message(card).getBlocks().stream()
                .filter(ActionsBlock.class::isInstance)
                .map(LayoutBlock::getBlockId)
                .findFirst()
                .orElseThrow();
    }

    private static List<ButtonElement> buttons(Card card) {
        return message(card).getBlocks().stream()
                .filter(ActionsBlock.class::isInstance)
                .flatMap(b -> ((ActionsBlock) b).getElements().stream())
                .map(ButtonElement.class::cast)
                .toList();
    }

    private static String withoutOurMarkup(String text) {
        return text.replaceAll("<!date\\^[0-9]+\\^\\{date_short_pretty} at \\{time}\\|[0-9: -]+ UTC>", "")
                .replace("<" + Mrkdwn.escape(SlackReviews.LINK) + "|Look at it>", "");
    }
}
