package dev.reviewgate.core;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who asked for a review, spelled so that it can be compared with whoever decides.
 *
 * @param text as the request says it
 */
public record Requester(String text, Kind kind) {
    /** What a request is told that spells it in any other way. */
    public static final String ALLOWED =
            "one plain mail address such as etl@example.com, the id of a Slack user such as"
                    + " U012AB3CD, a handle such as @etl without blanks, or an ARN, in ASCII and with nothing around it";

    /** How somebody is named, and where people can be told apart by such a name. */
    public enum Kind {
        /** Signs stand between something: at an end, a quote or a plus would be a second spelling of the same mailbox. */
        MAIL(
                "\\w+(?:(?:-+|\\.|(?<=[A-Za-z])'(?=[A-Za-z]))\\w+)*(?:\\+[\\w+-]*(?:\\.[\\w+-]+)*)?"
                        + "@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
                        + "(?:\\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*",
                Reviewer.SLACK),
        SLACK_ID("[UW][A-Z0-9]{2,20}", Reviewer.SLACK),
        HANDLE("@\\w+(?:(?:-+|\\.)\\w+)*", Reviewer.SLACK),
        IAM_USER("arn:aws[a-z-]*:iam::[0-9]{12}:(?:root|user/[\\w+=,.@/-]*\\w)", Reviewer.IAM),
        /** Whoever assumes a role chooses the session's name, and nobody knows who is behind a service. */
        ARN("arn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9-]*:[0-9]{12}:[A-Za-z][\\w+=,.@:/-]*\\w", null);

        private final Pattern pattern;
        private final @Nullable String via;

        Kind(String pattern, @Nullable String via) {
            this.pattern = Pattern.compile(pattern);
            this.via = via;
        }
    }

    /** Reads {@code requestedBy}; empty for a spelling that is none of these, with which nobody could be compared. */
    public static Optional<Requester> parse(@Nullable String text) {
        return text == null
                ? Optional.empty()
                : Arrays.stream(Kind.values())
                        .filter(kind -> kind.pattern.matcher(text).matches())
                        .findFirst()
                        .map(kind -> new Requester(text, kind));
    }

    /** Returns what is wrong with a {@code requestedBy} that says who must not decide, or nothing. */
    public static Optional<String> problem(@Nullable String text) {
        return parse(text).isPresent()
                ? Optional.empty()
                : Optional.of((text == null ? "is missing" : "is " + Json.write(text))
                        + "; whoever asks must not decide on this review, so give " + ALLOWED);
    }

    /** Tells whether somebody has a name of the one who asked. */
    public boolean isAmong(Set<String> names) {
        Set<String> same = names.stream().map(Requester::comparable).collect(Collectors.toSet());
        return own().stream().map(Requester::comparable).anyMatch(same::contains);
    }

    /** Tells whether somebody without any such name is certainly somebody else. */
    public boolean canBeToldFrom(Reviewer reviewer) {
        boolean isRole = String.valueOf(reviewer.id()).contains(":role/");
        return reviewer.via().equals(kind.via) && !isRole;
    }

    /** The same for whoever a policy's list of approvers means, such as the members of a group. */
    boolean canBeToldFrom(String approver) {
        return canBeToldFrom(
                approver.startsWith("arn:")
                        ? Reviewer.byIam(approver, approver)
                        : Reviewer.inSlack(approver, approver));
    }

    /** Tells whether anybody at all can be told from them whose approval counts without a list of approvers. */
    boolean canBeToldFromAnybody(ReviewPolicy policy) {
        return kind.via != null && !(policy.isQuorum() && kind.via.equals(Reviewer.IAM));
    }

    /** People are often called in Slack as they are in AWS: a user's ARN ends with a name, that of a session with one too. */
    private Set<String> own() {
        Set<String> own = new HashSet<>(Set.of(text));
        if (text.startsWith("arn:")) {
            own.add(text.substring(Math.max(text.lastIndexOf('/'), text.lastIndexOf(':')) + 1));
            IamCaller.parse(text).map(IamCaller::names).ifPresent(own::addAll);
        }
        return own;
    }

    /**
     * Leaves out what people leave out when they write down a name: case, dots, and signs around it; of a mail address the
     * domain, of which one mailbox may have several, and what a plus sign adds.
     */
    private static String comparable(String name) {
        String plain = Normalizer.normalize(name, Normalizer.Form.NFKC).strip().toLowerCase(Locale.ROOT);
        if (plain.startsWith("arn:")) {
            return plain;
        }
        String bare = plain.replace(".", "").replaceFirst("^@", "");
        String local = bare.replaceFirst("(?<=.)(?:\\+[^@]*)?@.*", "");
        String named = local.replaceAll("^[^\\p{L}\\p{N}]+|[^\\p{L}\\p{N}]+$", "");
        return named.isEmpty() ? local : named;
    }
}
