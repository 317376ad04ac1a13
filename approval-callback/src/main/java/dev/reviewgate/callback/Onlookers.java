package dev.reviewgate.callback;

import dev.reviewgate.core.Ballot;
import dev.reviewgate.core.Deadline;
import dev.reviewgate.core.Decision;
import dev.reviewgate.core.ReviewRecord;

/**
 * Those who have the request before them somewhere else, and should see how it went on. They are shown it again at each click
 * that comes too late, so that what they missed is made good; whoever shows it had better notice that it was shown already.
 */
interface Onlookers {
    /** Shows a decision that has been accepted, or that was found when somebody came too late. */
    void decided(ReviewRecord review, Decision decision, Deadline deadline);

    /** Shows an approval that counts, and is not enough yet. */
    void voted(ReviewRecord review, Ballot ballot, Deadline deadline);

    /** Nobody. */
    Onlookers NONE = new Onlookers() {
        @Override
        public void decided(ReviewRecord review, Decision decision, Deadline deadline) {}

        @Override
        public void voted(ReviewRecord review, Ballot ballot, Deadline deadline) {}
    };
}
