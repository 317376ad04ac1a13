package dev.reviewgate.core;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * What is kept beside a review and its decision: votes, who is deciding, messages that were posted, whether its end was told, and who looked at
 * personal data. Faults of S3 are passed on as the SDK throws them.
 */
public final class ReviewNotes {
    /** The most entries that a list keeps; the oldest are dropped, and stay in the bucket's older versions for a day. */
    private static final int MOST = 200;

    private static final String VOTES = "votes.json";
    private static final String DECIDING = "deciding.json";
    private static final String MESSAGES = "messages.json";
    private static final String TOLD = "told.json";
    private static final String LOOKS = "looks.json";

    /** Lists of an earlier version may lack what came later. */
    private static final ObjectReader READER = Json.mapper()
            .reader()
            .without(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .without(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);

    private final ReviewObjects objects;

    public ReviewNotes(S3Client s3, String bucket) {
        this.objects = new ReviewObjects(s3, bucket);
    }

    /** Returns the votes on a review as it is now. */
    public Ballot ballot(ReviewRecord review) {
        return ballot(review, objects.read(key(review, VOTES)));
    }

    /** Counts a vote, once for each person, and returns all that are counted then. */
    public Ballot vote(ReviewRecord review, Vote vote) {
        return objects.change(key(review, VOTES), stored -> {
            Ballot before = ballot(review, stored);
            Ballot after = before.with(vote);
            return new ReviewObjects.Change<>(after, after.equals(before) ? null : Json.write(after));
        });
    }

    /** Returns whose decision on this review was last on its way to Step Functions, or empty if none was. */
    public Optional<Deciding> deciding(ReviewRecord review) {
        return objects.read(key(review, DECIDING))
                .map(bytes -> read(Deciding.class, bytes, "decision on its way"))
                .filter(d -> !d.since().isBefore(review.firstOpenedAt()));
    }

    /** Notes whose decision is on its way; it says nothing about what became of it. */
    public void deciding(ReviewRecord review, Deciding deciding) {
        objects.overwrite(key(review, DECIDING), Json.write(deciding));
    }

    /** Takes back the note of a decision that was not accepted. */
    public void nobodyIsDeciding(ReviewRecord review) {
        objects.overwrite(key(review, DECIDING), "null");
    }

    /** Returns the messages that were posted about this review, oldest first; those with a link of an earlier one are left out. */
    public List<PostedMessage> messages(ReviewRecord review) {
        return messages(objects.read(key(review, MESSAGES)))
                .filter(m -> review.isOpenedBy(m.key()))
                .toList();
    }

    /** Notes that messages were posted. */
    public void posted(ReviewRecord review, List<PostedMessage> messages) {
        if (messages.isEmpty()) {
            return;
        }
        append(review, MESSAGES, stored -> Stream.concat(messages(stored), messages.stream()));
    }

    /** Notes what is about to be told of the end of this review; tells whether nobody had noted that before. */
    public boolean telling(ReviewRecord review, boolean failed, String followed) {
        return objects.change(key(review, TOLD), stored -> {
            boolean told = told(review, stored).isPresent();
            return new ReviewObjects.Change<>(
                    !told, told ? null : Json.write(new Told(review.firstOpenedAt(), failed, followed)));
        });
    }

    /** Returns what was told of the end of this review, or empty as long as nothing was. */
    public Optional<Told> told(ReviewRecord review) {
        return told(review, objects.read(key(review, TOLD)));
    }

    /** Returns who asked to see personal data of this review, oldest first. */
    public List<Look> looks(ReviewRecord review) {
        return looks(review, objects.read(key(review, LOOKS))).toList();
    }

    /** Notes that somebody asks to see personal data, before they see it. */
    public void looked(ReviewRecord review, Look look) {
        append(review, LOOKS, stored -> Stream.concat(looks(review, stored), Stream.of(look)));
    }

    private static Optional<Told> told(ReviewRecord review, Optional<byte[]> stored) {
        return stored.map(bytes -> read(Told.class, bytes, "note of what was told"))
                .filter(t -> t.firstOpenedAt().equals(review.firstOpenedAt()));
    }

    private static Ballot ballot(ReviewRecord review, Optional<byte[]> stored) {
        return stored.map(bytes -> read(Ballot.class, bytes, "ballot"))
                .filter(b -> b.isAbout(review))
                .map(b -> b.under(review.policy()))
                .orElseGet(() -> Ballot.empty(review));
    }

    private static Stream<PostedMessage> messages(Optional<byte[]> stored) {
        return stored.map(bytes -> read(PostedMessage[].class, bytes, "list of messages")).stream()
                .flatMap(Stream::of);
    }

    private static Stream<Look> looks(ReviewRecord review, Optional<byte[]> stored) {
        return stored.map(bytes -> read(Look[].class, bytes, "list of looks")).stream()
                .flatMap(Stream::of)
                .filter(l -> !l.at().isBefore(review.firstOpenedAt()));
    }

    private <T> void append(ReviewRecord review, String name, Function<Optional<byte[]>, Stream<T>> entries) {
        objects.change(key(review, name), stored -> {
            List<T> all = entries.apply(stored).toList();
            List<T> latest = all.subList(Math.max(0, all.size() - MOST), all.size());
            return new ReviewObjects.Change<>(latest, Json.write(latest));
        });
    }

    private static <T> T read(Class<T> type, byte[] stored, String what) {
        try {
            return READER.forType(type).readValue(stored);
        } catch (IOException e) {
            throw ReviewStore.unreadable(what, e);
        }
    }

    private static String key(ReviewRecord review, String name) {
        return ReviewObjects.key(review.reviewId(), name);
    }
}
