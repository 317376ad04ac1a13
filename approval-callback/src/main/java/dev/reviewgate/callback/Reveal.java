package dev.reviewgate.callback;

import dev.reviewgate.core.Log;
import dev.reviewgate.core.Look;
import dev.reviewgate.core.ReviewRecord;
import java.time.Clock;
import java.util.Map;
import java.util.stream.Stream;

/** Shows a review with its personal data to somebody who gives a name. It is recorded first: what cannot be recorded is not shown. */
final class Reveal {
    private final Storage storage;
    private final ShowReview show;
    private final Log log;
    private final Clock clock;
    private final String environment;

    Reveal(Storage storage, ShowReview show, Log log, Clock clock, String environment) {
        this.storage = storage;
        this.show = show;
        this.log = log;
        this.clock = clock;
        this.environment = environment;
    }

    Outcome reveal(Visit visit, String name) {
        Outcome shown = show.show(visit, Page.REVIEW);
        if (!(shown instanceof Outcome.Open open)) {
            return shown;
        }
        String problem = new Identity.Link(name).problemOfName();
        if (problem != null) {
            return open.with(new Alert.NameMissing(name, Map.of(ReviewView.REVEAL_NAME, problem)));
        }
        Look look = new Look(name, clock.instant());
        try {
            storage.notes().looked(visit.record(), look);
        } catch (RuntimeException e) {
            log.error("it cannot be recorded who asks to see personal data, so none is shown")
                    .with("reviewId", visit.record().reviewId())
                    .with(e)
                    .write();
            return open.with(new Alert.NotRecorded(name));
        }
        log.info("personal data was shown")
                .with("reviewId", visit.record().reviewId())
                .with("name", name)
                .count("PersonalDataShown", environment)
                .write();
        return revealed(open, look);
    }

    private Outcome revealed(Outcome.Open open, Look look) {
        ReviewRecord record = open.visit().record();
        return new Outcome.Open(
                open.visit(),
                open.page(),
                storage.reports().readUnmasked(record.evidence()),
                open.ballot(),
                Stream.concat(open.looks().stream(), Stream.of(look)).toList(),
                new Form(look.name(), "", "", ""),
                null,
                open.now());
    }
}
