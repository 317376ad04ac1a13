package dev.reviewgate.core;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who decided, and how that is known.
 *
 * @param id what the channel calls this person; null where anybody may have typed the name
 * @param via the channel: {@value #LINK}, {@value #SLACK} or {@value #IAM} (decisions of earlier versions have others)
 * @param verified whether the channel vouches for this person
 */
public record Reviewer(String name, @Nullable String id, String via, boolean verified) {
    public static final String LINK = "link";
    public static final String SLACK = "slack";
    public static final String IAM = "iam";

    public Reviewer {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(via, "via");
        if (verified && id == null) {
            throw new IllegalArgumentException("a verified reviewer has an id");
        }
    }

    /** Somebody who has a link and typed a name. */
    public static Reviewer byLink(String name) {
        return new Reviewer(name, null, LINK, false);
    }

    /** Somebody whom Slack has signed in. */
    public static Reviewer inSlack(String name, String userId) {
        return new Reviewer(name, userId, SLACK, true);
    }

    /** Somebody, or some role, whom IAM has authenticated. */
    public static Reviewer byIam(String name, String arn) {
        return new Reviewer(name, arn, IAM, true);
    }

    /** Tells whether both are the same verified person or role. */
    public boolean isSameAs(Reviewer other) {
        return verified && other.verified && via.equals(other.via) && Objects.equals(id, other.id);
    }

    /** Reads what {@link Decision#toJson()} writes of a person. */
    static Reviewer parse(Fields fields) {
        String name = fields.text("name", 1, Decision.MAX_NAME);
        String id = fields.optionalText("id", 1, 2048).orElse(null);
        String via = fields.text("via", 1, 40);
        return new Reviewer(name, id, via, fields.flag("verified", false) && id != null);
    }
}
