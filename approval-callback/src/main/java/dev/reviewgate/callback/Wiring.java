package dev.reviewgate.callback;

import dev.reviewgate.core.Log;
import dev.reviewgate.core.ReviewStore;
import java.time.Clock;

/** Puts the parts together, for Lambda and for tests alike. */
final class Wiring {
    private Wiring() {}

    static Answers answers(Settings settings, Clients clients, Log log, Clock clock, Pause pause) {
        return new Answers(router(settings, clients, log, clock, pause), Reply::to, log);
    }

    static Router router(Settings settings, Clients clients, Log log, Clock clock, Pause pause) {
        ReviewStore store = new ReviewStore(clients.s3(), settings.reviewBucket());
        ReportReader reports = new ReportReader(clients.s3(), log);
        Decide decide = new Decide(
                store,
                reports,
                new StepFunctionsTasks(clients.sfn(), pause),
                new Aftermath(store, clock, pause),
                log,
                clock,
                settings.environment());
        return new Router(
                new Door(store, settings.environment()),
                new ShowReview(store, reports, clock),
                decide,
                new Downloads(clients.presigner(), clock));
    }
}
