package dev.reviewgate.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reviewgate.local.http.LoopbackServer;
import dev.reviewgate.local.sns.Message;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReviewerTest {
    private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");
    private static final String LINK_PAGE = "<h1>Decide</h1><form method=post action=/reject>"
            + "<input type=hidden name=key value=k><input type=hidden name=evidence value=seen></form>";
    private static final Page OPEN = new Page(200, LINK_PAGE);
    private static final Page TAKEN = new Page(200, "<h1>Rejected by you</h1>");
    private static final Page DECIDED = new Page(200, "<h1>Rejected by run-local --decide reject</h1>");
    private static final Page BUSY = new Page(
            503,
            "<h1>Subject</h1><div role=alert><strong>Nothing is decided yet</strong></div>"
                    + "<form method=post action=/reject><input type=hidden name=key value=k>"
                    + "<input type=hidden name=evidence value=again></form>",
            "Retry-After",
            "7");
    private static final Page LOOK_AGAIN = new Page(503, "<h1>Somebody is deciding</h1>", "Retry-After", "5");
    private static final Page DECIDING = new Page(200, "<h1>Ben is deciding</h1>", "Refresh", "3");
    /** The connection ends before the answer does. */
    private static final Page NONE = new Page(0, "");

    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final Terminal terminal = new Terminal(new PrintStream(written, true, UTF_8));
    private final Deque<Page> opened = new ConcurrentLinkedDeque<>();
    private final Deque<Page> posted = new ConcurrentLinkedDeque<>();
    private final List<String> forms = new CopyOnWriteArrayList<>();
    private final List<Duration> waits = new CopyOnWriteArrayList<>();
    private final CountDownLatch taken = new CountDownLatch(1);
    private final CountDownLatch mayAnswer = new CountDownLatch(1);
    private final AtomicReference<Instant> now = new AtomicReference<>(NOW);
    private LoopbackServer page;

    /** What the page answers, the last of its kind for good. */
    private record Page(int status, String html, String header, String value) {
        Page(int status, String html) {
            this(status, html, "", "");
        }
    }

    @BeforeEach
    void start() throws LoopbackServer.PortInUse {
        page = LoopbackServer.bind(0, executor);
        page.start(exchange -> {
            boolean post = exchange.method().equals("POST");
            if (post) {
                forms.add(new String(requireNonNull(exchange.body(10_000)), UTF_8));
            }
            Deque<Page> pages = post ? posted : opened;
            Page answer = pages.size() > 1 ? pages.remove() : pages.getFirst();
            if (!answer.header().isEmpty()) {
                exchange.responseHeaders().set(answer.header(), answer.value());
            }
            if (answer.equals(TAKEN)) {
                taken.countDown();
                mayAnswer.await();
            }
            if (answer.equals(NONE)) {
                exchange.http().sendResponseHeaders(200, 1000);
            } else {
                exchange.sendText(answer.status(), "text/html", answer.html());
            }
        });
    }

    @AfterEach
    void stop() {
        mayAnswer.countDown();
        page.close();
        executor.shutdownNow();
    }

    @Test
    void isNotFinishedBeforeThePageHasAnswered() throws Exception {
        Reviewer reviewer = asked(List.of(OPEN), List.of(TAKEN));
        taken.await();

        executor.execute(mayAnswer::countDown);
        reviewer.finish();

        assertThat(printed()).endsWith("Posted its form (reject), answer 200: Rejected by you\n");
        assertThat(reviewer.hasGivenUp()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 409, 410, 500})
    void refusedFormIsGivenUp(int status) throws Exception {
        Reviewer reviewer = asked(List.of(OPEN), List.of(new Page(status, "<h1>No</h1>")));

        reviewer.gaveUp().get();

        assertThat(printed()).endsWith("and it was refused, answer " + status + ": No\n");
        assertThat(waits).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 9})
    void formThatCameBackIsSentAgainAfterTheTimeThatThePageSays(int times) throws Exception {
        List<Page> answers = new ArrayList<>(Collections.nCopies(times, BUSY));
        answers.add(TAKEN);

        Reviewer reviewer = taken(asked(List.of(OPEN), answers));

        assertThat(reviewer.hasGivenUp()).isFalse();
        assertThat(waits).hasSize(times).containsOnly(Duration.ofSeconds(7));
        assertThat(forms).hasSize(times + 1);
        assertThat(forms.get(0)).contains("evidence=seen");
        assertThat(forms.subList(1, times + 1))
                .allSatisfy(form -> assertThat(form).contains("key=k", "evidence=again", "name=run-local"));
        assertThat(printed())
                .contains("The review page answered 503: Nothing is decided yet. Trying again in 7 s.\n")
                .endsWith("Posted its form (reject), answer 200: Rejected by you\n");
    }

    @Test
    void pageWithoutItsFormIsOpenedAgain() throws Exception {
        Reviewer reviewer = taken(asked(List.of(OPEN, DECIDING, OPEN), List.of(LOOK_AGAIN, TAKEN)));

        assertThat(reviewer.hasGivenUp()).isFalse();
        assertThat(waits).containsExactly(Duration.ofSeconds(5), Duration.ofSeconds(3));
        assertThat(forms).hasSize(2).allSatisfy(form -> assertThat(form).contains("evidence=seen"));
    }

    @Test
    void pageThatCannotBeReadAtFirstIsOpenedAgain() throws Exception {
        Reviewer reviewer = taken(asked(List.of(LOOK_AGAIN, NONE, OPEN), List.of(TAKEN)));

        assertThat(reviewer.hasGivenUp()).isFalse();
        assertThat(waits).containsExactly(Duration.ofSeconds(5), Duration.ofSeconds(5));
    }

    @Test
    void answerThatIsLostIsAskedForAgain() throws Exception {
        Reviewer reviewer = taken(asked(List.of(OPEN), List.of(NONE, new Page(504, ""), TAKEN)));

        assertThat(reviewer.hasGivenUp()).isFalse();
        assertThat(forms).hasSize(3);
        assertThat(printed()).contains("no answer (").contains("answer 200: Rejected by you");
    }

    @Test
    void decisionWhoseAnswerWasLostMayBeTheOneThatCounts() throws Exception {
        CountDownLatch waiting = new CountDownLatch(1);
        Reviewer asked = asked(List.of(OPEN, DECIDED), List.of(LOOK_AGAIN), (end, atMost) -> {
            waited(atMost);
            if (waits.size() == 2) {
                waiting.countDown();
                end.await();
            }
        });
        waiting.await();

        asked.finish();

        assertThat(asked.hasGivenUp()).isFalse();
        assertThat(printed()).contains("Rejected by run-local --decide reject. An earlier answer was lost");
    }

    @Test
    void decisionOfSomebodyElseIsNoneOfOurs() throws Exception {
        Reviewer reviewer = asked(List.of(DECIDED), List.of(TAKEN));

        reviewer.gaveUp().get();

        assertThat(printed()).contains("answered 200 and has no form to decide with: Rejected by");
    }

    @Test
    void formThatDecidesNothingIsNotPosted() throws Exception {
        String reveal = "<h1>Only approvers decide</h1><form method=post action=/reveal></form>";
        Reviewer reviewer = asked(List.of(new Page(200, reveal)), List.of(TAKEN));

        reviewer.gaveUp().get();

        assertThat(forms).isEmpty();
        assertThat(printed()).endsWith("answered 200 and has no form to decide with: Only approvers decide\n");
    }

    @Test
    void aLinkThatIsNoAddressIsGivenUp() throws Exception {
        Reviewer reviewer = new Reviewer(Decision.REJECT, new Family("mine"), terminal);

        reviewer.receive(message("mine", "http://a host/reject"));
        reviewer.gaveUp().get(60, TimeUnit.SECONDS);

        assertThat(printed()).contains("leads to where nobody can go: ").contains("http://a host/reject");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://a host/reject", "mailto:ann@example.com", "http:///reject"})
    void aFormThatLeadsNowhereIsNoFormToDecideWith(String action) throws Exception {
        String html = "<h1>Decide</h1><form method=post action='" + action + "'></form>";
        Reviewer reviewer = asked(List.of(new Page(200, html)), List.of(TAKEN));

        reviewer.gaveUp().get(60, TimeUnit.SECONDS);

        assertThat(forms).isEmpty();
        assertThat(printed()).endsWith("answered 200 and has no form to decide with: Decide\n");
    }

    @ParameterizedTest
    @ValueSource(classes = {IllegalStateException.class, IllegalArgumentException.class, NullPointerException.class})
    void whatGoesWrongInHereIsGivenUpWithItsText(Class<? extends RuntimeException> problem) throws Exception {
        RuntimeException thrown = problem.getConstructor(String.class).newInstance("the clock is broken");

        Reviewer reviewer = asked(List.of(OPEN), List.of(BUSY), (end, atMost) -> {
            throw thrown;
        });
        reviewer.gaveUp().get(60, TimeUnit.SECONDS);

        assertThat(reviewer.hasGivenUp()).isTrue();
        assertThat(printed()).contains("the clock is broken").doesNotContain("nobody can go");
    }

    @Test
    void waitingIsBoundedAndAsLongAsItSays() throws Exception {
        Reviewer reviewer = taken(asked(
                List.of(OPEN),
                List.of(
                        busy("0"),
                        busy("86400"),
                        busy("soon"),
                        busy("Sun, 22 Nov 2026 08:00:47 GMT"),
                        new Page(429, LINK_PAGE),
                        TAKEN)));

        assertThat(reviewer.hasGivenUp()).isFalse();
        assertThat(waits)
                .containsExactly(
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(11),
                        Duration.ofSeconds(5));
    }

    @Test
    void patienceEndsAndSaysWhy() throws Exception {
        Reviewer reviewer = asked(List.of(OPEN), List.of(BUSY));

        reviewer.gaveUp().get();

        assertThat(Duration.between(NOW, now.get())).isBetween(Duration.ofMinutes(4), Duration.ofMinutes(5));
        assertThat(printed())
                .endsWith("The review page has taken no decision within 5 minutes; last it answered"
                        + " 503: Nothing is decided yet\n");
    }

    @Test
    void endOfTheExecutionEndsTheWaiting() throws Exception {
        CountDownLatch waiting = new CountDownLatch(1);
        Reviewer reviewer = asked(List.of(OPEN), List.of(BUSY), (end, atMost) -> {
            waiting.countDown();
            end.await();
        });
        waiting.await();

        reviewer.finish();

        assertThat(reviewer.hasGivenUp()).isFalse();
        assertThat(forms).hasSize(1);
        assertThat(printed())
                .endsWith("The execution has ended before the review page said that it took the decision;"
                        + " last it answered 503: Nothing is decided yet\n");
    }

    @Test
    void reviewOfAnotherExecutionIsLeftToItsOwnReviewer() throws Exception {
        Reviewer reviewer = new Reviewer(Decision.REJECT, new Family("mine"), terminal);

        reviewer.receive(message("another"));
        reviewer.finish();

        assertThat(reviewer.wasAsked()).isFalse();
        assertThat(forms).isEmpty();
    }

    private static Page busy(String retryAfter) {
        return new Page(503, LINK_PAGE, "Retry-After", retryAfter);
    }

    private void waited(Duration time) {
        waits.add(time);
        now.updateAndGet(before -> before.plus(time));
    }

    private Reviewer asked(List<Page> whenOpened, List<Page> whenPosted) {
        return asked(whenOpened, whenPosted, (end, atMost) -> waited(atMost));
    }

    private Reviewer asked(List<Page> whenOpened, List<Page> whenPosted, Reviewer.Waiting waiting) {
        opened.addAll(whenOpened);
        posted.addAll(whenPosted);
        Reviewer reviewer = new Reviewer(Decision.REJECT, new Family("mine"), terminal, now::get, waiting);
        reviewer.receive(message("mine"));
        return reviewer;
    }

    /** Waits until the decision is taken, as the execution's end would show. */
    private Reviewer taken(Reviewer reviewer) throws Exception {
        taken.await();
        mayAnswer.countDown();
        reviewer.finish();
        return reviewer;
    }

    private String printed() {
        terminal.drain();
        return written.toString(UTF_8);
    }

    private Message message(String execution) {
        return message(execution, page.url() + "/reject?key=k");
    }

    private static Message message(String execution, String link) {
        String variables = "{\"execution\":\"" + execution + "\",\"rejection_link\":\"" + link + "\"}";
        return new Message("id", "topic", "Subject", Instant.EPOCH, Map.of(), Map.of("https", variables));
    }
}
