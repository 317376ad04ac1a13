package dev.reviewgate.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reviewgate.local.sns.Message;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
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

    private final @Nullable Decision decision;
    private final Family family;
    private final Terminal terminal;
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
        this.decision = decision;
        this.family = family;
        this.terminal = terminal;
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

    /** Waits until the page has answered: the execution ends as soon as the decision is accepted, which is earlier. */
    void finish() throws InterruptedException, ExecutionException {
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
        deciding = CompletableFuture.runAsync(() -> decide(URI.create(link), decision), task -> {
            Thread thread = new Thread(task, "reviewer");
            thread.setDaemon(true);
            thread.start();
        });
    }

    private void decide(URI link, Decision wanted) {
        try {
            HttpResponse<String> page = send(HttpRequest.newBuilder(link).GET());
            Document document = Jsoup.parse(page.body(), page.uri().toString());
            if (page.statusCode() != 200 || !(document.selectFirst("form[method=post]") instanceof FormElement form)) {
                giveUp("The review page answered " + page.statusCode() + " and has no form: " + heading(document));
                return;
            }
            terminal.line("Opened " + withoutKey(link) + ": " + heading(document));
            post(form, link, wanted);
        } catch (IOException e) {
            giveUp("The review page cannot be reached: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void post(FormElement form, URI link, Decision wanted) throws IOException, InterruptedException {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(URI.create(form.absUrl("action")))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Origin", link.getScheme() + "://" + link.getAuthority())
                .POST(HttpRequest.BodyPublishers.ofString(encoded(fields(form, wanted)))));
        String said = answer.statusCode() + ": " + heading(Jsoup.parse(answer.body()));
        if (answer.statusCode() >= 400) {
            giveUp("Posted its form (" + wanted + "), and it was refused, answer " + said);
        } else {
            terminal.line("Posted its form (" + wanted + "), answer " + said);
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

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return browser.send(
                request.timeout(LIMIT)
                        .header("Accept", "text/html,application/xhtml+xml")
                        .header("User-Agent", "Mozilla/5.0 (run-local)")
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static String encoded(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> URLEncoder.encode(field.getKey(), StandardCharsets.UTF_8) + "="
                        + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static String heading(Document page) {
        Element heading = page.selectFirst("h1");
        return heading == null ? page.title() : heading.text();
    }

    private static String withoutKey(URI link) {
        return link.getScheme() + "://" + link.getAuthority() + link.getPath();
    }
}
