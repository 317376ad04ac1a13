package dev.reviewgate.callback;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reviewgate.core.Deadline;
import dev.reviewgate.core.Decision;
import dev.reviewgate.core.Fields;
import dev.reviewgate.core.IamCaller;
import dev.reviewgate.core.InvalidReviewRequest;
import dev.reviewgate.core.Log;
import dev.reviewgate.core.ReviewId;
import dev.reviewgate.core.ReviewRecord;
import dev.reviewgate.core.Verdict;
import java.time.Clock;
import java.util.Optional;

/**
 * Answers the operators' programs, who sign their requests with their own AWS credentials: what is open, what one review is
 * about, and their decision on it. Each request leaves a line that says who asked for what.
 */
final class Operator {
    static final String PATH = "/operator/";

    private static final String REVIEWS = "/operator/reviews";
    private static final String DECISION = "/decision";
    private static final int MAX_DIGEST = 100;

    private final ListReviews list;
    private final ShowToOperator show;
    private final Decide decide;
    private final Storage storage;
    private final Log log;
    private final Clock clock;

    Operator(ListReviews list, ShowToOperator show, Decide decide, Storage storage, Log log, Clock clock) {
        this.list = list;
        this.show = show;
        this.decide = decide;
        this.storage = storage;
        this.log = log;
        this.clock = clock;
    }

    /** Answers a request that somebody has signed, as API Gateway says. */
    Outcome answer(Request request, String arn) {
        String cameTo = "failed";
        try {
            Outcome outcome = outcome(request, arn);
            cameTo = outcome.code();
            return outcome;
        } finally {
            log.info("an operator's request")
                    .with("caller", arn)
                    .with("method", request.method())
                    .with("path", request.knownPath())
                    .with("reviewId", request.reviewId().orElse(null))
                    .with("outcome", cameTo)
                    .write();
        }
    }

    private Outcome outcome(Request request, String arn) {
        Optional<IamCaller> caller = IamCaller.parse(arn);
        if (caller.isEmpty()) {
            return error(
                    403,
                    "unknown_caller",
                    "Only IAM users and roles are known here: the name in " + arn + " could be anybody's.");
        }
        Deadline deadline = Deadline.in(Clients.UNHURRIED, clock);
        if (request.path().equals(REVIEWS)) {
            return request.method().equals("GET") ? list(request, deadline) : Notice.methodNotAllowed("GET");
        }
        boolean decides = request.path().endsWith(DECISION);
        if (request.reviewId().isEmpty()) {
            return Notice.notFound();
        }
        if (!request.method().equals(decides ? "POST" : "GET")) {
            return Notice.methodNotAllowed(decides ? "POST" : "GET");
        }
        Optional<ReviewRecord> review = find(request.reviewId().get(), deadline);
        if (review.isEmpty()) {
            return error(
                    404, "not_found", "There is no review " + request.reviewId().get() + ".");
        }
        return decides ? decide(request, caller.get(), review.get(), deadline) : show.show(review.get(), deadline);
    }

    private Optional<ReviewRecord> find(ReviewId id, Deadline deadline) {
        return storage.within(deadline).store().find(id);
    }

    private Outcome list(Request request, Deadline deadline) {
        String all = request.query().text("all");
        if (!all.isEmpty() && !all.equals("true") && !all.equals("false")) {
            return error(400, "invalid_request", "The parameter all has to be true or false.");
        }
        return new Outcome.Data(200, "listed", list.list(all.equals("true"), deadline));
    }

    private Outcome decide(Request request, IamCaller caller, ReviewRecord review, Deadline deadline) {
        if (request.isTooLarge()) {
            return Notice.tooLarge();
        }
        Choice choice;
        try {
            choice = choice(request.json());
        } catch (InvalidReviewRequest e) {
            return error(400, "invalid_request", e.getMessage() + ". Nothing was decided.");
        }
        Upshot upshot = decide.decide(new Click(review, new Identity.Iam(caller), choice, deadline));
        return new Outcome.Data(upshot.status(), upshot.code(), json(upshot));
    }

    /** Reads {@code {"decision", "publish", "comment", "evidence"}}; nothing else may be in it. */
    private static Choice choice(JsonNode body) {
        Fields fields = Fields.of(body);
        Verdict verdict = fields.oneOf("decision", Verdict.class);
        String publish = fields.optionalText("publish", 1, 20).orElse("");
        String comment = fields.lines("comment", Decision.MAX_COMMENT);
        String evidence = fields.text("evidence", 1, MAX_DIGEST);
        if (verdict == Verdict.REJECTED && !publish.isEmpty()) {
            fields.refuse("publish", "is given; leave it out, because a rejection publishes nothing");
        }
        fields.refuseIfWrong();
        return new Choice(verdict, publish, Form.lines(comment), evidence);
    }

    private ObjectNode json(Upshot upshot) {
        if (upshot instanceof Upshot.Decided decided) {
            return Facts.decided(decided.review(), environment(), decided.decision());
        }
        if (upshot instanceof Upshot.Voted voted) {
            return Facts.voted(voted, environment());
        }
        ObjectNode json = Facts.error(upshot.code(), upshot.text());
        if (upshot instanceof Upshot.DecidedBefore before) {
            json.set("decision", before.decision().toJson());
        }
        if (upshot instanceof Upshot.WrongFields wrong) {
            wrong.problems().forEach(json.putObject("fields")::put);
        }
        return json;
    }

    private String environment() {
        return show.environment();
    }

    private static Outcome error(int status, String code, String message) {
        return new Outcome.Data(status, code, Facts.error(code, message));
    }
}
