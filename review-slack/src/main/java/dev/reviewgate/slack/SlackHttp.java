package dev.reviewgate.slack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.reviewgate.core.Deadline;
import dev.reviewgate.core.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Posts to Slack with the JDK's own client, which the AWS clients have loaded already.
 *
 * <p>Each exchange has a thread of its own: a name that is not resolved, or an answer that trickles in, keeps to none of the
 * client's time limits.
 */
final class SlackHttp {
    /** The largest answer that is read, in bytes; a user group of fifty thousand people has less. */
    private static final int MAX_ANSWER = 1_000_000;

    /** How many calls are under way at the same time: Slack counts them, and a review may have many messages. */
    private static final int LANES = 8;

    private static final int MAX_ERROR = 80;
    private static final int MAX_DETAIL = 200;
    private static final Duration PATIENCE_BY_DEFAULT = Duration.ofSeconds(1);
    private static final long MAX_RETRY_AFTER = 3600;

    /** Errors with which Slack reports its own trouble, in an answer that looks like any other. */
    private static final Set<String> SLACKS_OWN =
            Set.of("internal_error", "fatal_error", "service_unavailable", "request_timeout", "team_added_to_org");

    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "slack");
        thread.setDaemon(true);
        return thread;
    });

    private final Function<Deadline, Duration> patience;

    /** @param patience how long a thread waits for what is needed by a deadline */
    SlackHttp(Function<Deadline, Duration> patience) {
        this.patience = patience;
    }

    SlackAnswer post(URI url, String type, byte[] body, @Nullable String token, Deadline deadline) {
        Future<SlackAnswer> answer = threads.submit(() -> exchange(url, type, body, token, deadline));
        return await(answer, deadline).orElseGet(SlackHttp::noAnswer);
    }

    /** Makes the calls, the last one first and a few at a time; what has no answer by the deadline is not waited for. */
    List<SlackAnswer> together(List<Supplier<SlackAnswer>> calls, Deadline deadline) {
        AtomicReferenceArray<SlackAnswer> answers = new AtomicReferenceArray<>(calls.size());
        AtomicInteger left = new AtomicInteger(calls.size());
        Runnable lane = () -> {
            for (int i = left.decrementAndGet(); i >= 0 && !deadline.isOver(); i = left.decrementAndGet()) {
                answers.set(i, calls.get(i).get());
            }
        };
        Stream.generate(() -> threads.submit(lane))
                .limit(Math.min(LANES, calls.size()))
                .toList()
                .forEach(running -> await(running, deadline));
        return IntStream.range(0, calls.size())
                .mapToObj(i -> Objects.requireNonNullElseGet(answers.get(i), SlackHttp::noAnswer))
                .toList();
    }

    private <T> Optional<T> await(Future<T> running, Deadline deadline) {
        try {
            return Optional.ofNullable(running.get(patience.apply(deadline).toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            running.cancel(true);
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a call to Slack failed in a way that was not expected", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while Slack was asked", e);
        }
    }

    private SlackAnswer exchange(URI url, String type, byte[] body, @Nullable String token, Deadline deadline) {
        int left = (int) Math.min(Integer.MAX_VALUE, patience.apply(deadline).toMillis());
        if (left == 0) {
            return noAnswer();
        }
        try {
            HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection();
            connection.setConnectTimeout(left);
            connection.setReadTimeout(left);
            connection.setInstanceFollowRedirects(false);
            connection.setRequestMethod("POST");
            connection.setRequestProperty("Content-Type", type);
            connection.setRequestProperty("Accept", "application/json");
            if (token != null) {
                connection.setRequestProperty("Authorization", "Bearer " + token);
            }
            connection.setDoOutput(true);
            // Also keeps the JDK from sending a request again by itself, which would post a message twice.
            connection.setFixedLengthStreamingMode(body.length);
            try (OutputStream out = connection.getOutputStream()) {
                out.write(body);
            }
            return answer(connection, deadline);
        } catch (SocketTimeoutException e) {
            return noAnswer();
        } catch (IOException e) {
            return new SlackAnswer.Unavailable(e.getClass().getSimpleName());
        }
    }

    private static SlackAnswer answer(HttpURLConnection connection, Deadline deadline) throws IOException {
        int status = connection.getResponseCode();
        byte[] body = read(status < 400 ? connection.getInputStream() : connection.getErrorStream(), deadline);
        if (status == 429) {
            return new SlackAnswer.RateLimited(retryAfter(connection));
        }
        if (status >= 500) {
            return new SlackAnswer.Unavailable("HTTP " + status);
        }
        JsonNode json = parse(body);
        if (status >= 300 || !json.isObject()) {
            // A response URL says "ok" in words, and where it is spent, it says so with a status.
            return status < 300
                    ? new SlackAnswer.Ok(Json.mapper().createObjectNode())
                    : new SlackAnswer.Refused(word(json.path("error").asText("http_" + status), MAX_ERROR), "");
        }
        if (json.path("ok").asBoolean(false)) {
            return new SlackAnswer.Ok(json);
        }
        String error = word(json.path("error").asText("unknown_error"), MAX_ERROR);
        if (error.equals("ratelimited") || error.equals("rate_limited")) {
            return new SlackAnswer.RateLimited(retryAfter(connection));
        }
        return SLACKS_OWN.contains(error)
                ? new SlackAnswer.Unavailable(error)
                : new SlackAnswer.Refused(error, detail(json));
    }

    private static byte[] read(@Nullable InputStream in, Deadline deadline) throws IOException {
        if (in == null) {
            return new byte[0];
        }
        try (in) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            byte[] buffer = new byte[8192];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                bytes.write(buffer, 0, read);
                if (deadline.isOver() || bytes.size() > MAX_ANSWER) {
                    throw new IOException("the answer is too long, or takes too long");
                }
            }
            return bytes.toByteArray();
        }
    }

    private static JsonNode parse(byte[] body) throws IOException {
        try {
            return Json.mapper().readTree(body);
        } catch (JsonProcessingException e) {
            return Json.mapper().missingNode();
        }
    }

    private static Duration retryAfter(HttpURLConnection connection) {
        long seconds = connection.getHeaderFieldLong("Retry-After", PATIENCE_BY_DEFAULT.toSeconds());
        return Duration.ofSeconds(Math.max(1, Math.min(MAX_RETRY_AFTER, seconds)));
    }

    /** What an operator needs to put it right: the scope that is missing, or which block is wrong. */
    private static String detail(JsonNode json) {
        String needed = json.path("needed").asText("");
        return word(
                needed.isEmpty()
                        ? json.path("response_metadata")
                                .path("messages")
                                .path(0)
                                .asText("")
                        : "needs " + needed,
                MAX_DETAIL);
    }

    /** Returns at most so many characters of what Slack says in ASCII. */
    private static String word(String text, int max) {
        String printable = text.replaceAll("[^ -~]", "");
        return printable.substring(0, Math.min(max, printable.length()));
    }

    private static SlackAnswer noAnswer() {
        return new SlackAnswer.Unavailable("no answer in time");
    }
}
