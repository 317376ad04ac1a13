package dev.reviewgate.callback;

import dev.reviewgate.slack.SlackSignature;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** Remembers the signatures of the last minutes: a request that comes twice was recorded on its way. */
final class Replays {
    /** A signature may be from five minutes ahead, and is good until five minutes after that. */
    static final Duration GOOD_FOR = SlackSignature.MAX_SKEW.multipliedBy(2);

    static final int MOST = 10_000;

    private final Clock clock;
    private final Map<String, Instant> seen = new LinkedHashMap<>();

    Replays(Clock clock) {
        this.clock = clock;
    }

    /** Notes a signature; tells whether it came before. */
    synchronized boolean isReplay(String signature) {
        Instant now = clock.instant();
        // The oldest ones come first: they are the first to be over, and the first to make room.
        Iterator<Instant> untils = seen.values().iterator();
        while (untils.hasNext() && (untils.next().isBefore(now) || seen.size() >= MOST)) {
            untils.remove();
        }
        return seen.putIfAbsent(signature, now.plus(GOOD_FOR)) != null;
    }
}
