package dev.reviewgate.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.slack.api.model.block.InputBlock;
import com.slack.api.model.block.SectionBlock;
import com.slack.api.model.block.element.PlainTextInputElement;
import com.slack.api.model.view.View;
import dev.reviewgate.core.Publish;
import dev.reviewgate.core.ReviewRecord;
import dev.reviewgate.core.Samples;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What Slack's own classes find in the dialogs. */
class ModalsTest {
    private static final Modals MODALS = new Modals("prod");

    @ParameterizedTest
    @EnumSource
    void aDialogKnowsWhatItAsks(Offer offer) {
        ReviewRecord review = Samples.record();

        View view = view(MODALS.confirm(review, offer, List.of()));

        assertThat(view.getType()).isEqualTo("modal");
        assertThat(view.getCallbackId()).isEqualTo("decide");
        assertThat(Asked.parse(view.getPrivateMetadata()))
                .contains(new Asked(review.reviewId(), offer, review.contentDigest()));
        assertThat(view.getPrivateMetadata()).doesNotContain(Samples.TOKEN);
    }

    @Test
    void onlyARejectionNeedsAComment() {
        InputBlock rejection = comment(MODALS.confirm(Samples.record(), Offer.REJECT, List.of()));
        InputBlock approval = comment(MODALS.confirm(Samples.record(), Offer.APPROVE, List.of()));

        assertThat(rejection.isOptional()).isFalse();
        assertThat(approval.isOptional()).isTrue();
        assertThat(rejection.getBlockId()).isEqualTo("comment");
        assertThat(rejection.getElement()).isInstanceOfSatisfying(PlainTextInputElement.class, e -> {
            assertThat(e.getActionId()).isEqualTo("text");
            assertThat(e.getMaxLength()).isEqualTo(2000);
            assertThat(e.isMultiline()).isTrue();
        });
    }

    @Test
    void whatIsPublishedIsSaidBeforeItIs() {
        ReviewRecord withoutClean =
                SlackReviews.review(p -> p.withObject("/evidence").remove("clean"));

        assertThat(texts(MODALS.confirm(Samples.record(), Offer.APPROVE, List.of())))
                .contains("*Everything* is published, the flagged rows as well.");
        assertThat(texts(MODALS.confirm(Samples.record(), Offer.APPROVE_CLEAN, List.of())))
                .contains("Everything *but the flagged rows* is published.");
        assertThat(texts(MODALS.confirm(withoutClean, Offer.APPROVE, List.of())))
                .contains("The workflow goes on.");
    }

    @Test
    void howManyMoreAreNeededIsSaidToo() {
        ReviewRecord review = SlackReviews.review(p -> p.putObject("policy").put("approvalsRequired", 3));
        var one = List.of(SlackReviews.vote("Anna", "U0ANNA", Publish.ALL));

        assertThat(texts(MODALS.confirm(review, Offer.APPROVE, List.of())))
                .anyMatch(t -> t.endsWith("After your approval, 2 more people have to approve."));
        assertThat(texts(MODALS.confirm(review, Offer.APPROVE, one)))
                .anyMatch(t -> t.endsWith("After your approval, one more person has to approve."));
    }

    @Test
    void slacksClassesLoseNothingOfADialog() {
        for (ObjectNode view : all(Samples.record())) {
            assertThat(SlackModels.write(view(view))).isEqualTo(view);
        }
    }

    @Test
    void everyDialogKeepsToSlacksLimits() {
        for (ObjectNode json : all(SlackReviews.largest())) {
            View view = view(json);

            assertThat(view.getTitle().getText()).hasSizeLessThanOrEqualTo(24);
            assertThat(view.getClose().getText()).hasSizeLessThanOrEqualTo(24);
            assertThat(view.getBlocks()).hasSizeLessThanOrEqualTo(100);
            assertThat(texts(json)).allMatch(t -> !t.isEmpty() && t.length() <= 3000);
            if (view.getPrivateMetadata() != null) {
                assertThat(view.getPrivateMetadata()).hasSizeLessThanOrEqualTo(3000);
            }
        }
    }

    @Property
    void metadataOfOthersAreNotOurs(@ForAll String text) {
        assertThat(Asked.parse(text)).isEmpty();
    }

    @Test
    void aRejectionPublishesNothing() {
        String id = Samples.record().reviewId().value();

        assertThat(Asked.parse("{\"review\": \"" + id
                        + "\", \"verdict\": \"REJECTED\", \"publish\": \"ALL\", \"evidence\": \"x\"}"))
                .isEmpty();
        assertThat(Asked.parse("{\"review\": \"" + id + "\", \"verdict\": \"APPROVED\", \"evidence\": \"x\"}"))
                .isEmpty();
        assertThat(Asked.parse("{\"review\": \"short\", \"verdict\": \"REJECTED\", \"evidence\": \"x\"}"))
                .isEmpty();
    }

    private static List<ObjectNode> all(ReviewRecord review) {
        List<ObjectNode> views = new ArrayList<>();
        for (Offer offer : Offer.values()) {
            views.add(MODALS.confirm(review, offer, List.of()));
        }
        views.add(MODALS.notice("A title that is longer than Slack allows", "&".repeat(4000)));
        views.add(MODALS.decided(review, Samples.approval(review.reviewId()), true));
        views.add(MODALS.decided(review, Samples.rejection(review.reviewId()), false));
        return views;
    }

    private static View view(ObjectNode json) {
        return SlackModels.read(json, View.class);
    }

    private static InputBlock comment(ObjectNode json) {
        return view(json).getBlocks().stream()
                .filter(InputBlock.class::isInstance)
                .map(InputBlock.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private static List<String> texts(ObjectNode json) {
        return view(json).getBlocks().stream()
                .filter(SectionBlock.class::isInstance)
                .map(b -> ((SectionBlock) b).getText().getText())
                .toList();
    }
}
