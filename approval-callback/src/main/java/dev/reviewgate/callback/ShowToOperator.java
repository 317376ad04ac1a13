package dev.reviewgate.callback;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reviewgate.core.Deadline;
import dev.reviewgate.core.Deciding;
import dev.reviewgate.core.Decision;
import dev.reviewgate.core.ReviewNotes;
import dev.reviewgate.core.ReviewRecord;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Tells operators everything that is kept about a review, save for its secrets and its rows. */
final class ShowToOperator {
    private final Storage storage;
    private final OnItsWay onItsWay;
    private final String environment;
    private final Clock clock;

    ShowToOperator(Storage storage, OnItsWay onItsWay, String environment, Clock clock) {
        this.storage = storage;
        this.onItsWay = onItsWay;
        this.environment = environment;
        this.clock = clock;
    }

    String environment() {
        return environment;
    }

    Outcome show(ReviewRecord review, Deadline deadline) {
        Storage within = storage.within(deadline);
        ReviewNotes notes = within.notes();
        Instant now = clock.instant();
        Optional<Decision> decision = within.store().decision(review);
        Optional<Deciding> deciding = decision.isPresent() ? Optional.empty() : onItsWay.find(review, deadline);
        ObjectNode json = Facts.review(
                Facts.state(review, decision, now),
                review,
                environment,
                now,
                within.reports().read(review.evidence()));
        Facts.policy(json, review.policy());
        Facts.votes(json, notes.ballot(review));
        decision.ifPresent(d -> json.set("decision", d.toJson()));
        deciding.ifPresent(d -> json.set("deciding", Facts.deciding(d)));
        Facts.looks(json, notes.looks(review));
        json.put("messages", notes.messages(review).size());
        return new Outcome.Data(200, "shown", json);
    }
}
