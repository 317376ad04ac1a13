package dev.reviewgate.callback;

import dev.reviewgate.core.Deadline;
import dev.reviewgate.core.Log;
import dev.reviewgate.slack.SlackCredentials;
import dev.reviewgate.slack.SlackSecret;
import dev.reviewgate.slack.SlackSecretUnreadable;
import dev.reviewgate.slack.SlackSignature;
import dev.reviewgate.slack.SlackSignature.Check;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Lets Slack in, and nobody else: what it sends is believed only if it is signed, fresh and new. */
final class SlackRoute {
    static final String PATH = "/slack/interactions";

    /** Slack waits for three seconds, and the way to it and back takes its own. */
    static final Duration PATIENCE = Duration.ofMillis(2600);

    /** What is kept back of it where something is decided: that is recorded even if it takes half a second more. */
    private static final Duration FOR_RECORD = Duration.ofMillis(300);

    /** The largest request that is read, in bytes: it quotes the whole card, each character of which may be an escape. */
    private static final int MAX_BODY = 1_000_000;

    private static final Duration FOR_SECRET = Duration.ofMillis(1500);

    private final SlackSecret secret;
    private final Replays replays;
    private final SlackPresses presses;
    private final SlackSubmissions submissions;
    private final Clock clock;
    private final Log log;
    private final String environment;

    SlackRoute(
            SlackSecret secret,
            Replays replays,
            SlackPresses presses,
            SlackSubmissions submissions,
            Clock clock,
            Log log,
            String environment) {
        this.secret = secret;
        this.replays = replays;
        this.presses = presses;
        this.submissions = submissions;
        this.clock = clock;
        this.log = log;
        this.environment = environment;
    }

    Outcome answer(Request request) {
        Deadline deadline = Deadline.in(PATIENCE, clock);
        byte[] body = request.event().bytes();
        if (body.length > MAX_BODY) {
            return Notice.tooLarge();
        }
        try {
            Optional<String> refused = refusal(request, body, deadline);
            if (refused.isPresent()) {
                // Not counted: anybody could raise an alarm with a request that is not Slack's.
                log.warn("a request in Slack's name was refused")
                        .with("why", refused.get())
                        .write();
                return SlackReply.refused("slack_" + refused.get());
            }
        } catch (SlackSecretUnreadable e) {
            log.error("no request of Slack's can be checked")
                    .with(e)
                    .count("SlackNotChecked", environment)
                    .write();
            return Notice.unavailable();
        }
        SlackPayload payload = SlackPayloads.parse(Params.parse(body).text("payload"));
        if (payload instanceof SlackPayload.Press press) {
            return presses.answer(press, deadline);
        }
        if (payload instanceof SlackPayload.Submission submission) {
            return submissions.answer(submission, deadline.leaving(FOR_RECORD));
        }
        log.info("a request of Slack's is not about a decision")
                .with("type", payload instanceof SlackPayload.Other other ? other.type() : "")
                .write();
        return SlackReply.received("ignored");
    }

    /** Returns in a word why a request is not believed. */
    private Optional<String> refusal(Request request, byte[] body, Deadline deadline) {
        String timestamp = request.event().header(SlackSignature.TIMESTAMP_HEADER);
        String signature = request.event().header(SlackSignature.SIGNATURE_HEADER);
        Check check = check(timestamp, signature, body, deadline.within(FOR_SECRET));
        return switch (check) {
            case UNSIGNED -> Optional.of("unsigned");
            case SKEWED -> Optional.of("skewed");
            case FOREIGN -> Optional.of("foreign");
            case GENUINE -> replays.isReplay(signature) ? Optional.of("replayed") : Optional.empty();
        };
    }

    /** A signature that does not fit may be the first one after the secret was rotated. */
    private Check check(String timestamp, String signature, byte[] body, Deadline deadline) {
        SlackCredentials credentials = secret.get(deadline);
        Check check = SlackSignature.check(credentials, timestamp, signature, body, clock.instant());
        return check == Check.FOREIGN
                ? secret.insteadOf(credentials, deadline)
                        .map(rotated -> SlackSignature.check(rotated, timestamp, signature, body, clock.instant()))
                        .orElse(check)
                : check;
    }
}
