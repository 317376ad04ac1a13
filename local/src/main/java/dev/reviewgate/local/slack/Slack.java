package dev.reviewgate.local.slack;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One Slack workspace on this machine: what the app posts, and what people click. */
public final class Slack {
    /** How long Slack waits for an app, and how long a trigger may open a modal. */
    static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String pageUrl;
    private final Clock clock;
    private final Messages messages;
    private final Views views;
    private final ResponseUrls responseUrls;
    private final SlackFaults faults;
    private final SlackApi api;
    private final RequestUrl requestUrl;
    private final SecureRandom random = new SecureRandom();
    private volatile Credentials credentials = newCredentials();
    private volatile Duration patience = PATIENCE;

    /** What the app's secret holds. */
    private record Credentials(String signingSecret, String botToken) {
        @Override
        public String toString() {
            return "Credentials";
        }
    }

    /** @param pageUrl where this program's pages and the app's HTTP API answer, without a trailing slash */
    public Slack(String pageUrl, Clock clock) {
        this.pageUrl = pageUrl;
        this.clock = clock;
        this.messages = new Messages(clock);
        this.views = new Views(clock);
        this.responseUrls = new ResponseUrls(pageUrl, clock, messages);
        this.faults = new SlackFaults(clock);
        this.api = new SlackApi(new SlackMethods(messages, views), responseUrls, faults, () -> credentials.botToken());
        this.requestUrl = new RequestUrl(pageUrl + "/slack/interactions");
    }

    public SlackApi api() {
        return api;
    }

    /** Returns what {@code SLACK_API_URL} has to be, without a trailing slash. */
    public String apiUrl() {
        return pageUrl + SlackApi.PATH.substring(0, SlackApi.PATH.length() - 1);
    }

    public static List<SlackUser> users() {
        return Directory.USERS;
    }

    public static List<SlackChannel> channels() {
        return Directory.CHANNELS;
    }

    /** Returns the members of each user group, by its id. */
    public static Map<String, List<String>> groups() {
        return Directory.GROUPS;
    }

    public String signingSecret() {
        return credentials.signingSecret();
    }

    public String botToken() {
        return credentials.botToken();
    }

    /** Returns the secret as the app reads it from Secrets Manager. */
    public String secret() {
        return JSON.createObjectNode()
                .put("signingSecret", signingSecret())
                .put("botToken", botToken())
                .toString();
    }

    /** Gives the app another signing secret and another token; the old ones are worth nothing from now on. */
    public void rotate() {
        credentials = newCredentials();
    }

    /** Returns what stands in the channels now, oldest first, without the answers in threads. */
    public List<SlackMessage> messages() {
        return messages.all().stream()
                .filter(message -> message.thread() == null)
                .toList();
    }

    /** Returns the answers in a message's thread, oldest first. */
    public List<SlackMessage> replies(SlackMessage message) {
        return messages.all().stream()
                .filter(reply -> reply.channel().equals(message.channel())
                        && message.ts().equals(reply.thread()))
                .toList();
    }

    public List<SlackMessage> messages(String channel) {
        return messages().stream()
                .filter(message -> message.channel().equals(channel))
                .toList();
    }

    /** Returns a message as its channel shows it by now. */
    public SlackMessage now(SlackMessage message) {
        SlackMessage found = messages.find(message.channel(), message.ts());
        if (found == null) {
            throw new IllegalStateException("the message was deleted");
        }
        return found;
    }

    public @Nullable SlackMessage find(String channel, String ts) {
        return messages.find(channel, ts);
    }

    /** Returns what only this person sees, oldest first. */
    public List<SlackNote> notes(String userId) {
        return messages.notes().stream()
                .filter(note -> note.userId().equals(userId))
                .toList();
    }

    /** Returns a modal that is open, as it is shown now. */
    public @Nullable SlackView view(String id) {
        return views.find(id);
    }

    public void close(SlackView view) {
        views.close(view.id());
    }

    /** Is told of every message that is posted or updated from now on. */
    public void onMessage(Consumer<SlackMessage> listener) {
        messages.addListener(listener);
    }

    /**
     * Clicks a button, on the message as it is given: a person's screen may be behind.
     *
     * @param userId of one of {@link #users}, or of a person that nobody knows
     */
    public SlackClick click(String userId, SlackMessage message, String actionId) throws InterruptedException {
        int before = notes(userId).size();
        String trigger = views.trigger(userId, patience);
        SlackAnswer answer = send(sign(clickBody(userId, message, actionId, trigger)));
        return new SlackClick(
                answer.status(), views.openedBy(trigger), notesSince(userId, before), answer.body(), answer.took());
    }

    /** Submits a modal with a comment, every other field as it was opened. */
    public SlackSubmission submit(String userId, SlackView view, String comment) throws InterruptedException {
        return submit(userId, view, Map.of("comment", comment));
    }

    /**
     * Submits a modal.
     *
     * @param entered what the person typed or chose, by {@code block_id}
     */
    public SlackSubmission submit(String userId, SlackView view, Map<String, String> entered)
            throws InterruptedException {
        int before = notes(userId).size();
        SlackAnswer answer = send(sign(submissionBody(userId, view, entered)));
        JsonNode said = answer.status() == 200 ? parsed(answer.body()) : MissingNode.getInstance();
        String action = said.path("response_action").asText("");
        Map<String, String> errors = new LinkedHashMap<>();
        said.path("errors")
                .properties()
                .forEach(error -> errors.put(error.getKey(), error.getValue().asText()));
        SlackView shown = answer.status() == 200 ? follow(action, view, said) : views.find(view.id());
        return new SlackSubmission(
                answer.status(), action, errors, shown, notesSince(userId, before), answer.body(), answer.took());
    }

    /** An answer that Slack cannot read leaves the modal open, as one of another status does. */
    private @Nullable SlackView follow(String action, SlackView view, JsonNode said) {
        switch (action) {
            case "", "clear" -> {
                views.close(view.id());
                return null;
            }
            case "update" -> {
                try {
                    return views.update(view.id(), null, BlockKit.view(said.path("view")));
                } catch (SlackError e) {
                    throw new IllegalStateException("the answer's view is refused: " + e.word() + e.messages(), e);
                }
            }
            default -> {
                return views.find(view.id());
            }
        }
    }

    /** Returns the body of a click's request, to be signed in whatever way. */
    public String clickBody(String userId, SlackMessage message, String actionId) {
        return clickBody(userId, message, actionId, views.trigger(userId, patience));
    }

    private String clickBody(String userId, SlackMessage message, String actionId, String trigger) {
        String responseUrl = responseUrls.create(message.channel(), message.ts(), userId);
        return form(Payloads.click(userId, message, actionId, trigger, responseUrl));
    }

    /** Returns the body of a submission's request, to be signed in whatever way. */
    public String submissionBody(String userId, SlackView view, Map<String, String> entered) {
        return form(Payloads.submission(userId, view, entered, views.trigger(userId, patience)));
    }

    /** Signs a body now and with the app's secret. */
    public SlackRequest sign(String body) {
        return SlackRequest.signed(body, clock.instant(), signingSecret());
    }

    /** Sends a request to the app's request URL, as it is. */
    public SlackAnswer send(SlackRequest request) throws InterruptedException {
        return requestUrl.post(request, patience);
    }

    /**
     * Makes a method fail until {@link #recover}.
     *
     * @param method such as {@code chat.update}, {@code response_url}, or {@code *} for all
     */
    public void fail(String method, SlackFault fault) {
        faults.fail(method, fault);
    }

    /** Ends every fault. */
    public void recover() {
        faults.recover();
    }

    /** Returns how often the app has called a method, whatever came of it. */
    public int calls(String method) {
        return api.calls(method);
    }

    /** Lets a slow machine have more time than Slack gives. */
    public void setPatience(Duration patience) {
        this.patience = patience;
    }

    private List<SlackNote> notesSince(String userId, int before) {
        List<SlackNote> now = notes(userId);
        return now.subList(before, now.size());
    }

    private Credentials newCredentials() {
        byte[] secret = new byte[16];
        random.nextBytes(secret);
        byte[] token = new byte[12];
        random.nextBytes(token);
        return new Credentials(
                HexFormat.of().formatHex(secret), "xoxb-local-" + HexFormat.of().formatHex(token));
    }

    private static JsonNode parsed(String body) {
        if (body.isBlank()) {
            return JsonNodeFactory.instance.objectNode();
        }
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    private static String form(ObjectNode payload) {
        return "payload=" + URLEncoder.encode(payload.toString(), UTF_8);
    }
}
