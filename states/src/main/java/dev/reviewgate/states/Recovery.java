package dev.reviewgate.states;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** What a state does about its failures: it tries again, goes on elsewhere or gives up; guarded by the execution's lock. */
final class Recovery {
    private final Walk walk;
    private final Visit visit;
    private final List<Retrier> retriers;
    private final List<Catcher> catchers;
    private final int[] retriesBy;
    private int retries;

    Recovery(Walk walk, Visit visit, List<Retrier> retriers, List<Catcher> catchers) {
        this.walk = walk;
        this.visit = visit;
        this.retriers = retriers;
        this.catchers = catchers;
        this.retriesBy = new int[retriers.size()];
    }

    /** Returns how often the state was tried again. */
    int retries() {
        return retries;
    }

    /**
     * @param context the value of {@code $states.context} for what is caught
     * @param again tries the state again
     * @param givenUp is told that the state is not tried again, before it is left or fails
     */
    void recover(Failure failure, Supplier<ObjectNode> context, Runnable again, Runnable givenUp) {
        for (int i = 0; i < retriesBy.length; i++) {
            Retrier retrier = retriers.get(i);
            if (failure.matches(retrier.errorEquals())) {
                if (retriesBy[i] < retrier.maxAttempts()) {
                    Duration delay = retrier.delay(retriesBy[i], walk.engine().random());
                    retriesBy[i]++;
                    retries++;
                    walk.onLeave(walk.after(delay, again)::cancel);
                    return;
                }
                break;
            }
        }
        givenUp.run();
        for (int i = 0; i < catchers.size(); i++) {
            Catcher catcher = catchers.get(i);
            if (failure.matches(catcher.errorEquals())) {
                ObjectNode errorOutput = failure.toErrorOutput();
                Scope scope = walk.scope(visit, context.get(), null, errorOutput);
                Failure second =
                        walk.leave(visit, catcher.results(), scope, errorOutput, "Catch[" + i + "]/", catcher.next());
                if (second != null) {
                    walk.fail(second);
                }
                return;
            }
        }
        walk.fail(failure);
    }
}
