package dev.reviewgate.notifier;

import java.util.Objects;

/** Why a message asks for a review. */
sealed interface Occasion {
    /** What a subscription's filter policy can ask for. */
    String kind();

    /** Nobody has been asked before. */
    record First() implements Occasion {
        @Override
        public String kind() {
            return "review-requested";
        }
    }

    /** Those who were asked have not decided. */
    record Reminder() implements Occasion {
        @Override
        public String kind() {
            return "review-reminder";
        }
    }

    /** Those who were asked have not decided, so others are asked too. */
    record Escalation() implements Occasion {
        @Override
        public String kind() {
            return "review-escalated";
        }
    }

    /** An operator wants it sent once more; it goes to whom the attempt went. */
    record Again(String by, Occasion before) implements Occasion {
        public Again {
            Objects.requireNonNull(by, "by");
            Objects.requireNonNull(before, "before");
        }

        @Override
        public String kind() {
            return before.kind();
        }
    }
}
