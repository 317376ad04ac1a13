package dev.reviewgate.callback;

import dev.reviewgate.core.Decision;
import dev.reviewgate.core.ReviewRecord;
import dev.reviewgate.core.ReviewStore;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Shows a review as it stands; it changes nothing. */
final class ShowReview {
    private final ReviewStore store;
    private final ReportReader reports;
    private final Clock clock;

    ShowReview(ReviewStore store, ReportReader reports, Clock clock) {
        this.store = store;
        this.reports = reports;
        this.clock = clock;
    }

    Outcome show(Visit visit, Page page) {
        ReviewRecord record = visit.record();
        Optional<Decision> decision = store.decision(record);
        if (decision.isPresent()) {
            return new Outcome.WasDecided(visit, decision.get());
        }
        Instant now = clock.instant();
        if (!now.isBefore(record.closesAt())) {
            return Notice.expired(visit);
        }
        return new Outcome.Open(visit, page, reports.read(record.evidence()), Form.EMPTY, null, now);
    }
}
