package dev.reviewgate.callback;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reviewgate.core.Log;
import java.util.function.BiFunction;
import software.amazon.awssdk.core.exception.SdkException;

/** Turns an event into an answer, whatever happens on the way, and writes one log line about it. */
final class Answers {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Router router;
    private final BiFunction<Request, Outcome, Reply> renderer;
    private final Log log;

    Answers(Router router, BiFunction<Request, Outcome, Reply> renderer, Log log) {
        this.router = router;
        this.renderer = renderer;
        this.log = log;
    }

    Reply answer(JsonNode event) {
        long start = System.nanoTime();
        Request request;
        try {
            request = Request.of(HttpEvent.parse(event));
        } catch (BadRequest e) {
            Outcome outcome = Notice.badRequest(e.why());
            Reply reply = Reply.json(outcome);
            line(outcome, reply, start).write();
            return reply;
        }
        Outcome outcome = outcome(request);
        Reply reply = reply(request, outcome);
        line(outcome, reply, start)
                .with("method", request.method())
                .with("path", request.knownPath())
                .with("reviewId", request.reviewId().orElse(null))
                .write();
        return reply;
    }

    private Log.Line line(Outcome outcome, Reply reply, long start) {
        return log.info("answered")
                .with("status", reply.status())
                .with("outcome", outcome.code())
                .with("ms", (System.nanoTime() - start) / NANOS_PER_MILLI);
    }

    private Outcome outcome(Request request) {
        try {
            return router.route(request);
        } catch (BadRequest e) {
            return Notice.badRequest(e.why());
        } catch (SdkException e) {
            return Faults.isFleeting(e) ? unavailable(e) : fault(e);
        } catch (RuntimeException e) {
            return fault(e);
        }
    }

    /** What happened has happened by now, and a decision may be accepted, so a page that fails must not hide it. */
    private Reply reply(Request request, Outcome outcome) {
        try {
            return renderer.apply(request, outcome);
        } catch (RuntimeException e) {
            log.error("an answer could not be rendered")
                    .with("outcome", outcome.code())
                    .with("reviewId", request.reviewId().orElse(null))
                    .with(e)
                    .write();
            return Reply.plain(request, outcome);
        }
    }

    private Outcome unavailable(SdkException e) {
        log.warn("a service that this function needs did not answer").with(e).write();
        return Notice.unavailable();
    }

    private Outcome fault(RuntimeException e) {
        log.error("a request could not be answered").with(e).write();
        return Notice.fault();
    }
}
