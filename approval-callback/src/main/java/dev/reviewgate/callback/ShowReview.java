package dev.reviewgate.callback;

import dev.reviewgate.core.Ballot;
import dev.reviewgate.core.Deadline;
import dev.reviewgate.core.Deciding;
import dev.reviewgate.core.Decision;
import dev.reviewgate.core.Log;
import dev.reviewgate.core.Look;
import dev.reviewgate.core.ReviewRecord;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Shows a review as it stands; it changes nothing. */
final class ShowReview {
    private final Storage storage;
    private final OnItsWay onItsWay;
    private final Log log;
    private final Clock clock;

    ShowReview(Storage storage, OnItsWay onItsWay, Log log, Clock clock) {
        this.storage = storage;
        this.onItsWay = onItsWay;
        this.log = log;
        this.clock = clock;
    }

    Outcome show(Visit visit, Page page) {
        ReviewRecord record = visit.record();
        Optional<Decision> decision = storage.store().decision(record);
        if (decision.isPresent()) {
            return new Outcome.WasDecided(visit, decision.get());
        }
        Optional<Deciding> deciding = onItsWay.find(record, Deadline.in(Clients.UNHURRIED, clock));
        if (deciding.isPresent()) {
            return new Outcome.Deciding(visit, deciding.get());
        }
        return clock.instant().isBefore(record.closesAt())
                ? open(visit, page, Form.EMPTY, null)
                : Notice.expired(visit);
    }

    /** Shows a page with what was typed, and why that did not decide. */
    Outcome.Open open(Visit visit, Page page, Form form, @Nullable Alert alert) {
        return new Outcome.Open(
                visit,
                page,
                storage.reports().read(visit.record().evidence()),
                ballot(visit.record()),
                looks(visit.record()),
                form,
                alert,
                clock.instant());
    }

    private Ballot ballot(ReviewRecord record) {
        return record.policy().isQuorum()
                ? storage.notes().ballot(record)
                : new Ballot(record.firstOpenedAt(), record.contentDigest(), List.of());
    }

    /** Who looked before is told beside the masks; a review can be decided without knowing it. */
    private List<Look> looks(ReviewRecord record) {
        try {
            return storage.notes().looks(record);
        } catch (RuntimeException e) {
            log.warn("it cannot be shown who has seen personal data")
                    .with("reviewId", record.reviewId())
                    .with(e)
                    .write();
            return List.of();
        }
    }
}
