package dev.reviewgate.callback;

import dev.reviewgate.core.Deadline;
import dev.reviewgate.core.Verdict;
import java.time.Clock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds what a request asks for. Only a POST may decide; everything else looks. */
final class Router {
    private static final String LOOK = "GET, HEAD";
    private static final String LOOK_OR_DECIDE = "GET, HEAD, POST";

    private final Door door;
    private final ShowReview show;
    private final DecideByForm decide;
    private final Reveal reveal;
    private final Downloads downloads;
    private final Operator operator;
    private final @Nullable SlackRoute slack;
    private final Address address;
    private final Clock clock;

    /** Knows Slack's route only where there is a Slack app. */
    Router(
            Door door,
            ShowReview show,
            DecideByForm decide,
            Reveal reveal,
            Downloads downloads,
            Operator operator,
            @Nullable SlackRoute slack,
            Address address,
            Clock clock) {
        this.door = door;
        this.show = show;
        this.decide = decide;
        this.reveal = reveal;
        this.downloads = downloads;
        this.operator = operator;
        this.slack = slack;
        this.address = address;
        this.clock = clock;
    }

    Outcome route(Request request) {
        address.learn(request);
        if (request.path().startsWith(Operator.PATH)) {
            return request.caller().map(arn -> operator.answer(request, arn)).orElseGet(Notice::notFound);
        }
        return switch (request.path()) {
            case "/review" -> look(request, LOOK, visit -> show.show(visit, Page.REVIEW));
            case "/approve" -> lookOrDecide(request, Verdict.APPROVED);
            case "/reject" -> lookOrDecide(request, Verdict.REJECTED);
            case "/reveal" -> reveal(request);
            case "/dataset" ->
                look(
                        request,
                        LOOK,
                        visit -> downloads.link(visit, request.query().text("file")));
            case SlackRoute.PATH -> slack(request);
            default -> Notice.notFound();
        };
    }

    private Outcome slack(Request request) {
        if (slack == null) {
            return Notice.notFound();
        }
        return request.method().equals("POST") ? slack.answer(request) : Notice.methodNotAllowed("POST");
    }

    private Outcome lookOrDecide(Request request, Verdict verdict) {
        if (!request.method().equals("POST")) {
            return look(request, LOOK_OR_DECIDE, visit -> show.show(visit, Page.of(verdict)));
        }
        if (request.isTooLarge()) {
            return Notice.tooLarge();
        }
        Deadline deadline = Deadline.in(Clients.UNHURRIED, clock);
        Params form = request.form();
        return door.open(request.base(), form)
                .map(visit -> decide.decide(visit, verdict, Form.of(form), deadline))
                .orElseGet(Notice::notFound);
    }

    /** A link that somebody follows, or a scanner, shows nothing that is masked. */
    private Outcome reveal(Request request) {
        if (!request.method().equals("POST")) {
            return Notice.methodNotAllowed("POST");
        }
        if (request.isTooLarge()) {
            return Notice.tooLarge();
        }
        Params form = request.form();
        return door.open(request.base(), form)
                .map(visit -> reveal.reveal(visit, form.text("name").strip()))
                .orElseGet(Notice::notFound);
    }

    private Outcome look(Request request, String allowed, Function<Visit, Outcome> looked) {
        if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
            return Notice.methodNotAllowed(allowed);
        }
        return door.open(request.base(), request.query()).map(looked).orElseGet(Notice::notFound);
    }
}
