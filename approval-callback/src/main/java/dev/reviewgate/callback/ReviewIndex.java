package dev.reviewgate.callback;

import dev.reviewgate.core.Deadline;
import dev.reviewgate.core.ReviewId;
import dev.reviewgate.core.ReviewRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Finds out from the names and times of the review bucket's objects which reviews there are, without reading any. */
final class ReviewIndex {
    /** A review that was last asked for before this cannot wait any more, whatever it says: no workflow runs longer. */
    private static final Duration LONGEST_WAIT =
            Duration.ofSeconds(ReviewRequest.MAX_TIMEOUT_SECONDS).plusDays(1);

    /** A thousand names a page. */
    private static final int MOST_PAGES = 100;

    private static final Pattern KEY = Pattern.compile("reviews/([^/]+)/(request|decision)\\.json");

    private final S3Client s3;
    private final String bucket;
    private final Clock clock;

    ReviewIndex(S3Client s3, String bucket, Clock clock) {
        this.s3 = s3;
        this.bucket = bucket;
        this.clock = clock;
    }

    /**
     * Which reviews there are.
     *
     * @param ids the last opened first
     * @param complete whether there are no others
     */
    record Found(List<ReviewId> ids, boolean complete) {}

    /** When the objects of a review were last written. */
    private record Times(
            @Nullable Instant request, @Nullable Instant decision) {
        static final Times NONE = new Times(null, null);

        Times with(String object, Instant at) {
            return object.equals("request") ? new Times(at, decision) : new Times(request, at);
        }

        /** A decision that is older than the request is about an earlier review of the same state. */
        boolean mayBeOpen() {
            return request != null && (decision == null || !decision.isAfter(request));
        }
    }

    /** Finds the reviews that may be open, or all. */
    Found find(boolean all, Deadline deadline) {
        S3Client timed = new TimedS3(s3, deadline);
        Map<ReviewId, Times> times = new HashMap<>();
        String next = null;
        for (int pages = 0; pages < MOST_PAGES; pages++) {
            String from = next;
            ListObjectsV2Response page =
                    timed.listObjectsV2(b -> b.bucket(bucket).prefix("reviews/").continuationToken(from));
            page.contents().forEach(object -> note(object, times));
            next = page.nextContinuationToken();
            if (next == null) {
                return new Found(ids(times, all), true);
            }
        }
        return new Found(ids(times, all), false);
    }

    private static void note(S3Object object, Map<ReviewId, Times> times) {
        Matcher key = KEY.matcher(object.key());
        if (key.matches()) {
            Optional<ReviewId> id = ReviewId.parse(key.group(1));
            id.ifPresent(
                    i -> times.put(i, times.getOrDefault(i, Times.NONE).with(key.group(2), object.lastModified())));
        }
    }

    private List<ReviewId> ids(Map<ReviewId, Times> times, boolean all) {
        Instant oldest = clock.instant().minus(LONGEST_WAIT);
        return times.entrySet().stream()
                .filter(e -> e.getValue().request() != null)
                .filter(e -> all || (e.getValue().mayBeOpen() && !oldest.isAfter(opened(e))))
                .sorted(Comparator.comparing(ReviewIndex::opened)
                        .reversed()
                        .thenComparing(e -> e.getKey().value()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static Instant opened(Map.Entry<ReviewId, Times> entry) {
        Instant request = entry.getValue().request();
        return request == null ? Instant.EPOCH : request;
    }
}
