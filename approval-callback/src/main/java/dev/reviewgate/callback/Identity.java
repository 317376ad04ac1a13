package dev.reviewgate.callback;

import dev.reviewgate.core.Deadline;
import dev.reviewgate.core.Decision;
import dev.reviewgate.core.IamCaller;
import dev.reviewgate.core.Reviewer;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Somebody who wants to decide, as far as their channel knows them. */
sealed interface Identity {
    Reviewer reviewer();

    /** Returns what is wrong with a name that somebody typed, or null. */
    default @Nullable String problemOfName() {
        return null;
    }

    /** Tells whether a list of approvers has them; empty if that cannot be found out now. */
    Optional<Boolean> isAmong(List<String> approvers, Directory directory, Deadline deadline);

    /** Returns every name under which they may have asked for a review; empty if that cannot be found out now. */
    Optional<Set<String>> names(Directory directory, Deadline deadline);

    /** Whoever has a link: the name is what they typed. */
    record Link(String name) implements Identity {
        @Override
        public Reviewer reviewer() {
            return Reviewer.byLink(name);
        }

        @Override
        public @Nullable String problemOfName() {
            if (name.isEmpty()) {
                return "Please enter your name, so that others know who decided.";
            }
            if (name.length() > Decision.MAX_NAME) {
                return "The name has " + name.length() + " characters; at most " + Decision.MAX_NAME + " are allowed.";
            }
            return name.codePoints().anyMatch(Identity::isUnseen)
                    ? "The name has line breaks or control characters; please leave them out."
                    : null;
        }

        @Override
        public Optional<Boolean> isAmong(List<String> approvers, Directory directory, Deadline deadline) {
            return Optional.of(false);
        }

        @Override
        public Optional<Set<String>> names(Directory directory, Deadline deadline) {
            return Optional.of(Set.of(name));
        }
    }

    /**
     * Somebody whom Slack has signed in, and whose click Slack has signed.
     *
     * @param name as Slack shows it; nothing is decided by it
     */
    record Slack(String userId, String name) implements Identity {
        @Override
        public Reviewer reviewer() {
            return Reviewer.inSlack(recordable(name, userId), userId);
        }

        @Override
        public Optional<Boolean> isAmong(List<String> approvers, Directory directory, Deadline deadline) {
            if (approvers.contains(userId)) {
                return Optional.of(true);
            }
            boolean allAsked = true;
            for (String group : approvers.stream().filter(Slack::isGroup).toList()) {
                Optional<Set<String>> members = directory.members(group, deadline);
                if (members.isPresent() && members.get().contains(userId)) {
                    return Optional.of(true);
                }
                allAsked &= members.isPresent();
            }
            return allAsked ? Optional.of(false) : Optional.empty();
        }

        @Override
        public Optional<Set<String>> names(Directory directory, Deadline deadline) {
            return directory.namesOf(userId, deadline).map(names -> with(names, Set.of(userId, name)));
        }

        /** Slack's ids begin with S for a user group, and with U or W for a user. */
        private static boolean isGroup(String approver) {
            return approver.startsWith("S");
        }

        private static Set<String> with(Set<String> names, Set<String> more) {
            Set<String> all = new HashSet<>(names);
            all.addAll(more);
            return all;
        }
    }

    /** Somebody, or some role, whose request AWS has authenticated. */
    record Iam(IamCaller caller) implements Identity {
        @Override
        public Reviewer reviewer() {
            return Reviewer.byIam(recordable(caller.name(), caller.id()), caller.id());
        }

        @Override
        public Optional<Boolean> isAmong(List<String> approvers, Directory directory, Deadline deadline) {
            return Optional.of(approvers.stream().anyMatch(caller::is));
        }

        @Override
        public Optional<Set<String>> names(Directory directory, Deadline deadline) {
            return Optional.of(caller.names());
        }
    }

    /**
     * Tells whether a character is not seen itself, and changes what is seen around it: a name must not turn the words that say
     * who vouches for it. Two that join letters are needed in Persian and Hindi.
     */
    private static boolean isUnseen(int c) {
        return Character.isISOControl(c)
                || (Character.getType(c) == Character.FORMAT && c != 0x200C && c != 0x200D)
                || c == 0x2028
                || c == 0x2029;
    }

    /** Returns a name as it can be kept: a channel's own rules for names are not ours. */
    private static String recordable(String name, String fallback) {
        String plain = name.codePoints()
                .map(c -> isUnseen(c) ? ' ' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .strip();
        String kept = plain.isEmpty() ? fallback : plain;
        if (kept.length() <= Decision.MAX_NAME) {
            return kept;
        }
        int end = Decision.MAX_NAME - 1;
        return kept.substring(0, Character.isHighSurrogate(kept.charAt(end - 1)) ? end - 1 : end) + "…";
    }
}
