package dev.reviewgate.callback;

import dev.reviewgate.core.Verdict;
import java.util.function.Function;

/** Finds what a request asks for. Only a POST may decide; everything else looks. */
final class Router {
    private static final String LOOK = "GET, HEAD";
    private static final String LOOK_OR_DECIDE = "GET, HEAD, POST";

    private final Door door;
    private final ShowReview show;
    private final Decide decide;
    private final Downloads downloads;

    Router(Door door, ShowReview show, Decide decide, Downloads downloads) {
        this.door = door;
        this.show = show;
        this.decide = decide;
        this.downloads = downloads;
    }

    Outcome route(Request request) {
        return switch (request.path()) {
            case "/review" -> look(request, LOOK, visit -> show.show(visit, Page.REVIEW));
            case "/approve" -> lookOrDecide(request, Verdict.APPROVED);
            case "/reject" -> lookOrDecide(request, Verdict.REJECTED);
            case "/dataset" ->
                look(
                        request,
                        LOOK,
                        visit -> downloads.link(visit, request.query().text("file")));
            default -> Notice.notFound();
        };
    }

    private Outcome lookOrDecide(Request request, Verdict verdict) {
        if (!request.method().equals("POST")) {
            return look(request, LOOK_OR_DECIDE, visit -> show.show(visit, Page.of(verdict)));
        }
        if (request.isTooLarge()) {
            return Notice.tooLarge();
        }
        Params form = request.form();
        return door.open(request.base(), form)
                .map(visit -> decide.decide(visit, verdict, Form.of(form)))
                .orElseGet(Notice::notFound);
    }

    private Outcome look(Request request, String allowed, Function<Visit, Outcome> looked) {
        if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
            return Notice.methodNotAllowed(allowed);
        }
        return door.open(request.base(), request.query()).map(looked).orElseGet(Notice::notFound);
    }
}
