package dev.reviewgate.core;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who signed a request with AWS credentials, as API Gateway has verified it.
 *
 * @param arn as the event says it ({@code requestContext.authorizer.iam.userArn})
 * @param id what this caller cannot choose: a user's ARN, or a role's without path and session
 * @param name how this caller is shown
 * @param names under which this caller may have asked for a review
 */
public record IamCaller(String arn, String id, String name, Set<String> names) {
    private static final int LONGEST_ID = 2048;

    /** The ARN of a role's session leaves the role's path out (IAM user guide, identifiers). */
    private static final Pattern SESSION =
            Pattern.compile("arn:(aws[a-z-]*):sts::([0-9]{12}):assumed-role/([\\w+=,.@-]{1,64})/([\\w+=,.@-]{1,64})");

    private static final Pattern USER =
            Pattern.compile("arn:aws[a-z-]*:iam::[0-9]{12}:(?:user/(?:[\\x21-\\x7e]*/)?([\\w+=,.@-]{1,128})|(root))");

    /** A role's name is the only one in its account, whatever its path. */
    private static final Pattern ROLE =
            Pattern.compile("(arn:aws[a-z-]*:iam::[0-9]{12}:role/)(?:[\\x21-\\x7e]*/)?([\\w+=,.@-]{1,64})");

    public IamCaller {
        Objects.requireNonNull(arn, "arn");
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(name, "name");
        names = Set.copyOf(names);
    }

    /**
     * Reads a caller's ARN; empty for one whose name anybody with credentials can choose, such as a federated user, because
     * nobody could tell two of them apart from one.
     */
    public static Optional<IamCaller> parse(String arn) {
        Matcher session = SESSION.matcher(arn);
        if (session.matches()) {
            String role = session.group(3);
            String who = session.group(4);
            String id = "arn:" + session.group(1) + ":iam::" + session.group(2) + ":role/" + role;
            return Optional.of(new IamCaller(arn, id, role + " (" + who + ")", namesOf(arn, id, role, who)));
        }
        Matcher user = USER.matcher(arn);
        if (!user.matches() || arn.length() > LONGEST_ID) {
            return Optional.empty();
        }
        String name = user.group(1) == null ? user.group(2) : user.group(1);
        return Optional.of(new IamCaller(arn, arn, name, namesOf(arn, name)));
    }

    /** Tells whether an approver of a policy is this caller. */
    public boolean is(String approver) {
        Matcher role = ROLE.matcher(approver);
        return id.equals(role.matches() ? role.group(1) + role.group(2) : approver);
    }

    private static Set<String> namesOf(String... names) {
        // A list first: a role and its session may have the same name.
        return Set.copyOf(List.of(names));
    }
}
