package dev.reviewgate.slack;

import dev.reviewgate.core.Publish;
import dev.reviewgate.core.Verdict;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the buttons of a card offer. */
public enum Offer {
    APPROVE("approve", "Approve", Verdict.APPROVED, Publish.ALL),
    APPROVE_CLEAN("approve_clean", "Approve without flagged rows", Verdict.APPROVED, Publish.CLEAN),
    REJECT("reject", "Reject…", Verdict.REJECTED, null);

    private final String actionId;
    private final String label;
    private final Verdict verdict;
    private final @Nullable Publish publish;

    Offer(String actionId, String label, Verdict verdict, @Nullable Publish publish) {
        this.actionId = actionId;
        this.label = label;
        this.verdict = verdict;
        this.publish = publish;
    }

    /** What Slack calls the button when it is pressed. */
    public String actionId() {
        return actionId;
    }

    public String label() {
        return label;
    }

    public Verdict verdict() {
        return verdict;
    }

    /** What an approval publishes; null for a rejection. */
    public @Nullable Publish publish() {
        return publish;
    }

    /** Finds the offer of a button that was pressed; empty for a button that decides nothing. */
    public static Optional<Offer> ofAction(String actionId) {
        return Arrays.stream(values()).filter(c -> c.actionId.equals(actionId)).findFirst();
    }

    static Optional<Offer> of(String verdict, String publish) {
        return Arrays.stream(values())
                .filter(c -> c.verdict.name().equals(verdict))
                .filter(c -> (c.publish == null ? "" : c.publish.name()).equals(publish))
                .findFirst();
    }
}
