package dev.reviewgate.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reviewgate.core.Deadline;
import dev.reviewgate.core.Json;
import dev.reviewgate.core.PostedMessage;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The few methods of Slack's web API that the gate needs. Each call ends by its deadline, whatever happens; as long as time is
 * left, it waits as long as Slack asks for, and repeats once what does no harm when it is done twice.
 */
public final class SlackApi {
    private static final String JSON = "application/json; charset=utf-8";
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final Duration BEFORE_REPEAT = Duration.ofMillis(150);

    /** What Slack says to a token that was replaced or withdrawn. */
    private static final Set<String> STALE_TOKEN =
            Set.of("invalid_auth", "not_authed", "token_revoked", "token_expired", "account_inactive");

    private final URI base;
    private final SlackSecret secret;
    private final SlackHttp http;
    private final Consumer<Duration> pause;

    public SlackApi(URI base, SlackSecret secret) {
        this(base, secret, Deadline::left, SlackApi::sleep);
    }

    /**
     * Makes a client that waits in its own way.
     *
     * @param patience how long a thread waits for an answer that is needed by a deadline
     * @param pause waits before a call is repeated
     */
    public SlackApi(URI base, SlackSecret secret, Function<Deadline, Duration> patience, Consumer<Duration> pause) {
        this.base = Objects.requireNonNull(base, "base");
        this.secret = Objects.requireNonNull(secret, "secret");
        this.pause = Objects.requireNonNull(pause, "pause");
        this.http = new SlackHttp(Objects.requireNonNull(patience, "patience"));
    }

    /** Posts a message; the answer has its {@code channel} and {@code ts}. Never repeated where it may have been posted. */
    public SlackAnswer post(String channel, Card card, Deadline deadline) {
        ObjectNode body = card.toJson().put("channel", channel);
        body.put("unfurl_links", false).put("unfurl_media", false);
        return call("chat.postMessage", json(body), false, deadline);
    }

    /** Answers a message in its thread, which tells those who follow it. Never repeated where it may have been posted. */
    public SlackAnswer reply(String channel, String ts, Card card, Deadline deadline) {
        ObjectNode body = card.toJson().put("channel", channel).put("thread_ts", ts);
        body.put("unfurl_links", false).put("unfurl_media", false);
        return call("chat.postMessage", json(body), false, deadline);
    }

    /** Replaces a message. */
    public SlackAnswer update(String channel, String ts, Card card, Deadline deadline) {
        ObjectNode body = card.toJson().put("channel", channel).put("ts", ts);
        return call("chat.update", json(body), true, deadline);
    }

    /** Replaces several messages at the same time, the newest ones first; the answers come in the order of the messages. */
    public List<SlackAnswer> updateAll(
            List<PostedMessage> messages, Function<PostedMessage, Card> card, Deadline deadline) {
        return http.together(
                messages.stream()
                        .<Supplier<SlackAnswer>>map(m -> () -> update(m.channel(), m.ts(), card.apply(m), deadline))
                        .toList(),
                deadline);
    }

    /** Opens a dialog for whoever pressed the button that the trigger belongs to; the answer has the {@code view}. */
    public SlackAnswer openView(String triggerId, ObjectNode view, Deadline deadline) {
        ObjectNode body = Json.mapper().createObjectNode().put("trigger_id", triggerId);
        body.set("view", view);
        return call("views.open", json(body), true, deadline);
    }

    /** Asks who is in a user group; the answer has {@code users}, a list of ids. */
    public SlackAnswer usersOfGroup(String group, Deadline deadline) {
        return call("usergroups.users.list", form("usergroup", group), true, deadline);
    }

    /** Asks who somebody is; {@link SlackUser#of} reads the answer. */
    public SlackAnswer user(String id, Deadline deadline) {
        return call("users.info", form("user", id), true, deadline);
    }

    /** Answers whoever pressed a button, through the address that came with the press; nobody else sees it. */
    public SlackAnswer respond(URI responseUrl, Card card, Deadline deadline) {
        if (!isSlacks(responseUrl)) {
            return new SlackAnswer.Refused("foreign_response_url", "");
        }
        ObjectNode body = card.toJson().put("response_type", "ephemeral").put("replace_original", false);
        return http.post(responseUrl, JSON, bytes(body), null, deadline);
    }

    /** Tells whether an address is where Slack takes answers: at the API's own host, or at its {@code hooks.} one. */
    private boolean isSlacks(URI url) {
        String host = url.getHost();
        return host != null
                && Objects.equals(url.getScheme(), base.getScheme())
                && url.getPort() == base.getPort()
                && (host.equals(base.getHost()) || host.equals("hooks." + base.getHost()));
    }

    private SlackAnswer call(String method, Body body, boolean repeatable, Deadline deadline) {
        URI url = URI.create(base + "/" + method);
        SlackCredentials credentials;
        try {
            credentials = secret.get(deadline);
        } catch (SlackSecretUnreadable e) {
            return new SlackAnswer.Unavailable(Objects.toString(e.getMessage()));
        }
        boolean mayRepeat = repeatable;
        while (true) {
            SlackAnswer answer = http.post(url, body.type, body.content, credentials.botToken(), deadline);
            if (answer instanceof SlackAnswer.Refused refused && STALE_TOKEN.contains(refused.error())) {
                Optional<SlackCredentials> rotated = rotated(credentials, deadline);
                if (rotated.isEmpty()) {
                    return answer;
                }
                credentials = rotated.get();
                continue;
            }
            Duration wait = BEFORE_REPEAT;
            if (answer instanceof SlackAnswer.RateLimited limited) {
                wait = limited.retryAfter();
            } else if (answer instanceof SlackAnswer.Unavailable && mayRepeat) {
                mayRepeat = false;
            } else {
                return answer;
            }
            if (wait.compareTo(deadline.left()) >= 0) {
                return answer;
            }
            pause.accept(wait);
        }
    }

    private Optional<SlackCredentials> rotated(SlackCredentials stale, Deadline deadline) {
        try {
            return secret.insteadOf(stale, deadline);
        } catch (SlackSecretUnreadable e) {
            return Optional.empty();
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // Written once, read once, never compared.
    private record Body(String type, byte[] content) {}

    private static Body json(JsonNode body) {
        return new Body(JSON, bytes(body));
    }

    private static Body form(String name, String value) {
        String form = name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
        return new Body(FORM, form.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] bytes(JsonNode json) {
        return Json.write(json).getBytes(StandardCharsets.UTF_8);
    }

    private static void sleep(Duration duration) {
        try {
            Thread.sleep(duration.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting", e);
        }
    }
}
