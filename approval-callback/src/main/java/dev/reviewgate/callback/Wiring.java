package dev.reviewgate.callback;

import dev.reviewgate.core.Log;
import dev.reviewgate.slack.Cards;
import dev.reviewgate.slack.Modals;
import dev.reviewgate.slack.SlackApi;
import dev.reviewgate.slack.SlackSecret;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Puts the parts together, for Lambda and for tests alike. */
final class Wiring {
    private Wiring() {}

    static Answers answers(Settings settings, Clients clients, Log log, Clock clock, Pause pause) {
        Settings.SlackApp app = settings.slack();
        Router router = app == null
                ? router(settings, clients, Directory.NONE, Onlookers.NONE, null, new Address(), log, clock, pause)
                : router(settings, app, clients, log, clock, pause);
        return new Answers(router, Reply::to, log);
    }

    private static Router router(
            Settings settings, Settings.SlackApp app, Clients clients, Log log, Clock clock, Pause pause) {
        Storage storage = new Storage(clients.s3(), settings.reviewBucket(), log);
        Address address = new Address();
        SlackSecret secret = new SlackSecret(clients.secrets(), app.secretArn(), clock);
        SlackApi api = new SlackApi(app.api(), secret, pause::until, pause::sleep);
        Cards cards = new Cards(settings.environment());
        Modals modals = new Modals(settings.environment());
        Directory directory = new SlackDirectory(api, log);
        SlackMessages messages = new SlackMessages(storage, api, cards, address, log);
        Decide decide = decide(settings, clients, directory, messages, log, clock, pause);
        SlackRoute slack = new SlackRoute(
                secret,
                new Replays(clock),
                new SlackPresses(
                        new SlackDialogs(storage, new Approvers(directory), messages, modals, clock, log),
                        api,
                        cards,
                        log),
                new SlackSubmissions(storage, decide, messages, modals, log),
                clock,
                log,
                settings.environment());
        return router(settings, clients, directory, messages, slack, address, log, clock, pause);
    }

    /** Returns what every channel decides with. */
    static Decide decide(
            Settings settings,
            Clients clients,
            Directory directory,
            Onlookers onlookers,
            Log log,
            Clock clock,
            Pause pause) {
        Storage storage = new Storage(clients.s3(), settings.reviewBucket(), log);
        return new Decide(
                storage,
                new Approvers(directory),
                new StepFunctionsTasks(clients.sfn(), pause),
                new Aftermath(storage, clock, pause),
                new OnItsWay(storage, log, clock),
                onlookers,
                log,
                clock,
                settings.environment());
    }

    static Router router(
            Settings settings,
            Clients clients,
            Directory directory,
            Onlookers onlookers,
            @Nullable SlackRoute slack,
            Address address,
            Log log,
            Clock clock,
            Pause pause) {
        Storage storage = new Storage(clients.s3(), settings.reviewBucket(), log);
        OnItsWay onItsWay = new OnItsWay(storage, log, clock);
        ShowReview show = new ShowReview(storage, onItsWay, log, clock);
        Decide decide = decide(settings, clients, directory, onlookers, log, clock, pause);
        Operator operator = new Operator(
                new ListReviews(
                        new ReviewIndex(clients.s3(), settings.reviewBucket(), clock),
                        storage,
                        settings.environment(),
                        log,
                        clock),
                new ShowToOperator(storage, onItsWay, settings.environment(), clock),
                decide,
                storage,
                log,
                clock);
        return new Router(
                new Door(storage.store(), settings.environment()),
                show,
                new DecideByForm(decide, show),
                new Reveal(storage, show, log, clock, settings.environment()),
                new Downloads(clients.presigner(), clock),
                operator,
                slack,
                address,
                clock);
    }
}
