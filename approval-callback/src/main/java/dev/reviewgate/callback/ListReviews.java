package dev.reviewgate.callback;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reviewgate.core.Deadline;
import dev.reviewgate.core.Decision;
import dev.reviewgate.core.Json;
import dev.reviewgate.core.Log;
import dev.reviewgate.core.ReviewId;
import dev.reviewgate.core.ReviewRecord;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.core.exception.SdkException;

/** Lists reviews for operators, those that close first at the top; only those that may be open are read, a few at a time. */
final class ListReviews {
    /** The most reviews that one answer holds; it says so if there are more. */
    static final int MOST = 500;

    private static final int AT_A_TIME = 16;

    private final ReviewIndex index;
    private final Storage storage;
    private final String environment;
    private final Log log;
    private final Clock clock;

    ListReviews(ReviewIndex index, Storage storage, String environment, Log log, Clock clock) {
        this.index = index;
        this.storage = storage;
        this.environment = environment;
        this.log = log;
        this.clock = clock;
    }

    /** A review as it is listed. */
    private record Line(Instant closesAt, String id, ObjectNode json) {}

    /** Lists the open reviews, or all; {@code truncated} says whether any are missing from the answer. */
    ObjectNode list(boolean all, Deadline deadline) {
        ReviewIndex.Found found = index.find(all, deadline);
        List<ReviewId> asked = found.ids().subList(0, Math.min(MOST, found.ids().size()));
        boolean complete = found.complete() && asked.size() == found.ids().size();
        List<Line> lines = new ArrayList<>();
        for (Future<Optional<Line>> line : read(asked, all, deadline)) {
            try {
                line.get().ifPresent(lines::add);
            } catch (CancellationException e) {
                complete = false;
            } catch (ExecutionException e) {
                leaveOut(e);
                complete = false;
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
        }
        lines.sort(Comparator.comparing(Line::closesAt).thenComparing(Line::id));
        ObjectNode json = Json.mapper().createObjectNode();
        ArrayNode reviews = json.putArray("reviews");
        lines.forEach(line -> reviews.add(line.json()));
        return json.put("truncated", !complete);
    }

    private List<Future<Optional<Line>>> read(List<ReviewId> ids, boolean all, Deadline deadline) {
        ExecutorService readers = Executors.newFixedThreadPool(AT_A_TIME);
        try {
            return readers.invokeAll(
                    ids.stream()
                            .map(id -> (Callable<Optional<Line>>) () -> line(id, all, deadline))
                            .toList(),
                    deadline.left().toMillis(),
                    TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw interrupted(e);
        } finally {
            readers.shutdownNow();
        }
    }

    private Optional<Line> line(ReviewId id, boolean all, Deadline deadline) {
        Storage within = storage.within(deadline);
        return within.store().find(id).flatMap(review -> {
            Optional<Decision> decision = within.store().decision(review);
            Instant now = clock.instant();
            String state = Facts.state(review, decision, now);
            return all || state.equals(Facts.OPEN)
                    ? Optional.of(new Line(review.closesAt(), id.value(), json(review, state, within, now)))
                    : Optional.empty();
        });
    }

    private ObjectNode json(ReviewRecord review, String state, Storage within, Instant now) {
        int approvals = review.policy().isQuorum()
                ? within.notes().ballot(review).votes().size()
                : 0;
        return Facts.line(review, state, environment, now, approvals);
    }

    /** One review that cannot be read must not hide the others; a bucket that does not answer is told as such. */
    private void leaveOut(ExecutionException e) {
        if (e.getCause() instanceof SdkException fault) {
            throw fault;
        }
        log.error("a review cannot be listed").with(e).write();
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("interrupted while reading reviews", e);
    }
}
