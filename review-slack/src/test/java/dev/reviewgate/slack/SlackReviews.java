package dev.reviewgate.slack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reviewgate.core.LinkKey;
import dev.reviewgate.core.Publish;
import dev.reviewgate.core.ReviewPolicy;
import dev.reviewgate.core.ReviewRecord;
import dev.reviewgate.core.ReviewRequest;
import dev.reviewgate.core.Reviewer;
import dev.reviewgate.core.Samples;
import dev.reviewgate.core.Vote;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.function.Consumer;

/** Reviews for the tests of this package. */
final class SlackReviews {
    static final String LINK =
            "https://api.example/review?review=" + Samples.record().reviewId() + "&key=" + Samples.KEY.value();

    private SlackReviews() {}

    static ReviewRecord review(Consumer<ObjectNode> change) {
        return open(request(change));
    }

    private static ReviewRequest request(Consumer<ObjectNode> change) {
        ObjectNode payload = Samples.gatePayload();
        change.accept(payload);
        return ReviewRequest.parse(payload);
    }

    private static ReviewRecord open(ReviewRequest request) {
        return ReviewRecord.open(request, LinkKey.random(new SecureRandom()), Optional.empty(), Samples.NOW);
    }

    /** A review in which everything that has a limit is at it, and of characters that escaping makes five of. */
    static ReviewRecord largest() {
        ReviewRequest request = request(payload -> {
            payload.put("subject", "&".repeat(200));
            payload.put("ifNobodyDecides", "&".repeat(200));
            payload.put("requestedBy", "&".repeat(256));
            payload.put("attempts", 1000);
            payload.putArray("facts");
            for (int i = 0; i < 30; i++) {
                payload.withArray("facts")
                        .addObject()
                        .put("label", "&".repeat(80))
                        .put("value", "&".repeat(500));
            }
            ObjectNode policy = payload.putObject("policy");
            policy.put("approvalsRequired", 10);
            for (int i = 10; i < 60; i++) {
                policy.withArray("approvers")
                        .add("arn:aws:iam::123456789012:user/"
                                + "&=,.@".substring(1).repeat(100) + i);
            }
        });
        ReviewPolicy policy = request.policy();
        // An earlier version took such a requester under this rule too.
        return open(request.under(new ReviewPolicy(policy.approvers(), policy.requireVerified(), false, 10)));
    }

    static Vote vote(String name, String id, Publish publish) {
        return new Vote(Reviewer.inSlack(name, id), publish, "", Samples.NOW.plusSeconds(60));
    }
}
