package dev.reviewgate.callback;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reviewgate.core.Log;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;

/** Turns an event into an answer, whatever happens on the way, and writes one log line about it. */
final class Answers {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Router router;
    private final Log log;

    Answers(Router router, Log log) {
        this.router = router;
        this.log = log;
    }

    Reply answer(JsonNode event) {
        long start = System.nanoTime();
        Request request;
        try {
            request = Request.of(HttpEvent.parse(event));
        } catch (BadRequest e) {
            Outcome outcome = Notice.badRequest(e.why());
            line(outcome, start).write();
            return Reply.json(outcome);
        }
        Outcome outcome = outcome(request);
        Reply reply = Reply.to(request, outcome);
        line(outcome, start)
                .with("method", request.method())
                .with("path", request.knownPath())
                .with("reviewId", request.reviewId().orElse(null))
                .write();
        return reply;
    }

    private Log.Line line(Outcome outcome, long start) {
        return log.info("answered")
                .with("status", outcome.status())
                .with("outcome", outcome.code())
                .with("ms", (System.nanoTime() - start) / NANOS_PER_MILLI);
    }

    private Outcome outcome(Request request) {
        try {
            return router.route(request);
        } catch (BadRequest e) {
            return Notice.badRequest(e.why());
        } catch (SdkException e) {
            return isFleeting(e) ? unavailable(e) : fault(e);
        } catch (RuntimeException e) {
            return fault(e);
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

    private static boolean isFleeting(SdkException e) {
        return e instanceof SdkClientException
                || (e instanceof SdkServiceException service
                        && (service.statusCode() >= 500 || service.isThrottlingException()));
    }
}
