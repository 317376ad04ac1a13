package dev.reviewgate.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reviewgate.local.sns.Message;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.FormElement;
import org.jspecify.annotations.Nullable;

/** Decides unattended: follows the link in the message and posts the page's form, with nothing but what a browser has. */
final class Reviewer {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    /** For how long a decision is tried, and how long it may take until its execution shows it. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
    /** What a person waits who is not told how long. */
    private static final Duration USUAL_WAIT = Duration.ofSeconds(5);
    /** Too many requests, and what gateways and busy servers say: all of it may pass by itself. */
    private static final Set<Integer> TRY_AGAIN = Set.of(429, 502, 503, 504);

    /** Waits until the execution ends, but not longer than it is told. */
    @FunctionalInterface
    interface Waiting {
        void await(CountDownLatch end, Duration atMost) throws InterruptedException;
    }

    private final @Nullable Decision decision;
    private final Family family;
    private final Terminal terminal;
    private final InstantSource clock;
    private final Waiting waiting;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient browser =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();
    private final CompletableFuture<@Nullable Void> gaveUp = new CompletableFuture<>();
    private volatile boolean asked;
    private volatile @Nullable CompletableFuture<@Nullable Void> deciding;

    /**
     * @param decision null leaves it to a person
     * @param family the executions whose reviews are decided
     */
    Reviewer(@Nullable Decision decision, Family family, Terminal terminal) {
        this(decision, family, terminal, InstantSource.system(), (end, atMost) -> {
            // Whether it is the end or the time is seen at the latch.
            var unused = end.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
        });
    }

    Reviewer(@Nullable Decision decision, Family family, Terminal terminal, InstantSource clock, Waiting waiting) {
        this.decision = decision;
        this.family = family;
        this.terminal = terminal;
        this.clock = clock;
        this.waiting = waiting;
    }

    /** Returns whether anybody was asked for a review. */
    boolean wasAsked() {
        return asked;
    }

    /** Returns whether the decision was refused or could not be made. */
    boolean hasGivenUp() {
        return gaveUp.isDone();
    }

    /** Completes if the decision could not be made: the execution would wait for it until its time is up. */
    CompletableFuture<@Nullable Void> gaveUp() {
        return gaveUp;
    }

    /**
     * Is told that the execution has ended, and waits until the page has answered: the execution ends as soon as the decision
     * is accepted, which is earlier.
     */
    void finish() throws InterruptedException, ExecutionException {
        ended.countDown();
        CompletableFuture<@Nullable Void> work = deciding;
        if (work == null) {
            return;
        }
        try {
            work.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            giveUp("The review page has not answered within " + LIMIT.toSeconds() + " s.");
        }
    }

    void receive(Message message) {
        JsonNode variables;
        try {
            variables = json.readTree(message.text("https"));
        } catch (JsonProcessingException e) {
            return;
        }
        if (!family.has(variables.path("execution").asText())) {
            return;
        }
        String link = variables
                .path(decision == Decision.REJECT ? "rejection_link" : "approval_link")
                .asText();
        if (!link.startsWith("http")) {
            return;
        }
        asked = true;
        if (decision == null || decision == Decision.IGNORE || deciding != null) {
            return;
        }
        deciding = CompletableFuture.runAsync(() -> decide(link, decision), task -> {
            Thread thread = new Thread(task, "reviewer");
            thread.setDaemon(true);
            thread.start();
        });
    }

    /** Does as the page says until it has taken the decision: waits, sends the form that came back, or opens the link again. */
    private void decide(String sent, Decision wanted) {
        URI link = address(sent);
        if (link == null) {
            giveUp("The link in the message leads to where nobody can go: " + sent.replaceFirst("\\?.*", ""));
            return;
        }
        Instant deadline = clock.instant().plus(PATIENCE);
        boolean maybeAccepted = false;
        try {
            FormElement form = null;
            while (true) {
                boolean posting = form != null;
                Answer answer = form == null ? open(link) : post(form, link, wanted);
                if (answer.asksToTryAgain()) {
                    maybeAccepted |= posting;
                    if (!triesAgain(answer, deadline)) {
                        return;
                    }
                    form = answer.form(link);
                } else if (posting && answer.status() < 400) {
                    terminal.line("Posted its form (" + wanted + "), answer " + answer.said());
                    return;
                } else if (!posting && answer.status() == 200 && answer.form(link) != null) {
                    terminal.line("Opened " + withoutKey(link) + ": " + answer.heading());
                    form = answer.form(link);
                } else {
                    String said = posting
                            ? "Posted its form (" + wanted + "), and it was refused, answer " + answer.said()
                            : "The review page answered " + answer.status() + " and has no form to decide with: "
                                    + answer.heading();
                    refused(said, maybeAccepted);
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            giveUp("The review page could not be used: " + e);
        }
    }

    /** Returns where a browser can go; null if nobody can. */
    private static @Nullable URI address(String text) {
        try {
            URI address = new URI(text);
            return text.startsWith("http") && address.getHost() != null ? address : null;
        } catch (URISyntaxException e) {
            return null;
        }
    }

    /** Waits as long as the page says; false if that has no use any more. */
    private boolean triesAgain(Answer answer, Instant deadline) throws InterruptedException {
        Duration pause = answer.pause(clock);
        if (ended.getCount() > 0 && clock.instant().plus(pause).isAfter(deadline)) {
            giveUp("The review page has taken no decision within " + PATIENCE.toMinutes()
                    + " minutes; last it answered " + answer.said());
            return false;
        }
        if (ended.getCount() > 0) {
            terminal.line(
                    "The review page answered " + answer.said() + ". Trying again in " + pause.toSeconds() + " s.");
            waiting.await(ended, pause);
        }
        if (ended.getCount() == 0) {
            terminal.line(
                    "The execution has ended before the review page said that it took the decision; last it answered "
                            + answer.said());
        }
        return ended.getCount() > 0;
    }

    /** Without a form left, a decision whose answer was lost may be the one that counts: that is the execution's to show. */
    private void refused(String said, boolean maybeAccepted) throws InterruptedException {
        if (maybeAccepted) {
            terminal.line(said
                    + ". An earlier answer was lost, so this may be the same decision; waiting for the execution.");
            waiting.await(ended, PATIENCE);
        }
        if (!maybeAccepted || ended.getCount() > 0) {
            giveUp(said);
        }
    }

    private Answer open(URI link) throws InterruptedException {
        return send(HttpRequest.newBuilder(link).GET());
    }

    private Answer post(FormElement form, URI link, Decision wanted) throws InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(form.absUrl("action")))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Origin", link.getScheme() + "://" + link.getAuthority())
                .POST(HttpRequest.BodyPublishers.ofString(encoded(fields(form, wanted)))));
    }

    /**
     * What came back.
     *
     * @param status 0 if nothing did
     * @param when what the page says about when to try again; empty if it says nothing
     */
    private record Answer(int status, Document page, String when) {
        static Answer of(HttpResponse<String> response) {
            String header = response.statusCode() == 200 ? "Refresh" : "Retry-After";
            return new Answer(
                    response.statusCode(),
                    Jsoup.parse(response.body(), response.uri().toString()),
                    response.headers().firstValue(header).orElse(""));
        }

        static Answer none(IOException e) {
            Document page = Document.createShell("");
            page.title("no answer (" + e + ")");
            return new Answer(0, page, "");
        }

        /** A page that will soon say something else loads itself again. */
        boolean asksToTryAgain() {
            return status == 0 || TRY_AGAIN.contains(status) || (status == 200 && !when.isEmpty());
        }

        /** Returns the form that is posted to where the link leads; the page may have others, which decide nothing. */
        @Nullable
        FormElement form(URI link) {
            for (Element form : page.select("form[method=post]")) {
                URI action = address(form.absUrl("action"));
                if (form instanceof FormElement found
                        && action != null
                        && link.getPath().equals(action.getPath())) {
                    return found;
                }
            }
            return null;
        }

        /** Reads a number of seconds, which may have an address behind it, or a date. */
        Duration pause(InstantSource clock) {
            String seconds = when.strip().replaceFirst("\\s*[;,].*", "");
            Duration said = USUAL_WAIT;
            if (seconds.matches("\\d{1,6}")) {
                said = Duration.ofSeconds(Integer.parseInt(seconds));
            } else if (!when.isEmpty()) {
                try {
                    said = Duration.between(
                            clock.instant(), Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(when.strip())));
                } catch (DateTimeException e) {
                    said = USUAL_WAIT;
                }
            }
            return said.compareTo(SHORTEST_WAIT) < 0
                    ? SHORTEST_WAIT
                    : said.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : said;
        }

        String heading() {
            Element alert = page.selectFirst("[role=alert] strong");
            Element heading = alert != null ? alert : page.selectFirst("h1");
            return heading != null ? heading.text() : page.title().isEmpty() ? page.text() : page.title();
        }

        String said() {
            return (status == 0 ? "" : status + ": ") + heading();
        }
    }

    private void giveUp(String why) {
        terminal.problem(why);
        gaveUp.complete(null);
    }

    private static Map<String, String> fields(FormElement form, Decision wanted) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (Element field : form.select("input[type=hidden]")) {
            fields.put(field.attr("name"), field.attr("value"));
        }
        if (!form.select("[name=publish]").isEmpty()) {
            fields.put("publish", wanted.publish());
        }
        fields.put("name", "run-local --decide " + wanted);
        fields.put("comment", "Decided unattended.");
        return fields;
    }

    /** Whoever gets no answer presses again: nothing is decided twice. */
    private Answer send(HttpRequest.Builder request) throws InterruptedException {
        try {
            return Answer.of(browser.send(
                    request.timeout(LIMIT)
                            .header("Accept", "text/html,application/xhtml+xml")
                            .header("User-Agent", "Mozilla/5.0 (run-local)")
                            .build(),
                    HttpResponse.BodyHandlers.ofString()));
        } catch (IOException e) {
            return Answer.none(e);
        }
    }

    private static String encoded(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> URLEncoder.encode(field.getKey(), StandardCharsets.UTF_8) + "="
                        + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static String withoutKey(URI link) {
        return link.getScheme() + "://" + link.getAuthority() + link.getPath();
    }
}
