package dev.reviewgate.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reviewgate.local.http.LoopbackServer;
import dev.reviewgate.local.sns.Message;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReviewerTest {
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final Terminal terminal = new Terminal(new PrintStream(written, true, UTF_8));
    private final CountDownLatch mayAnswer = new CountDownLatch(1);
    private final CountDownLatch posted = new CountDownLatch(1);
    private LoopbackServer page;
    private int answer = 200;

    @BeforeEach
    void start() throws LoopbackServer.PortInUse {
        page = LoopbackServer.bind(0, executor);
        page.start(exchange -> {
            if (exchange.method().equals("POST")) {
                posted.countDown();
                mayAnswer.await();
                exchange.sendText(answer, "text/html", "<h1>Answered</h1>");
            } else {
                exchange.sendText(200, "text/html", "<h1>Decide</h1><form method=post action=/reject></form>");
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
        Reviewer reviewer = new Reviewer(Decision.REJECT, new Family("mine"), terminal);
        reviewer.receive(message("mine"));
        posted.await();

        executor.execute(mayAnswer::countDown);
        reviewer.finish();

        terminal.drain();
        assertThat(written.toString(UTF_8)).endsWith("Posted its form (reject), answer 200: Answered\n");
        assertThat(reviewer.hasGivenUp()).isFalse();
    }

    @Test
    void refusedFormIsGivenUp() throws Exception {
        answer = 500;
        mayAnswer.countDown();
        Reviewer reviewer = new Reviewer(Decision.REJECT, new Family("mine"), terminal);

        reviewer.receive(message("mine"));
        reviewer.finish();

        assertThat(reviewer.hasGivenUp()).isTrue();
    }

    @Test
    void reviewOfAnotherExecutionIsLeftToItsOwnReviewer() throws Exception {
        Reviewer reviewer = new Reviewer(Decision.REJECT, new Family("mine"), terminal);

        reviewer.receive(message("another"));
        reviewer.finish();

        assertThat(reviewer.wasAsked()).isFalse();
        assertThat(posted.getCount()).isEqualTo(1);
    }

    private Message message(String execution) {
        String variables =
                "{\"execution\":\"" + execution + "\",\"rejection_link\":\"" + page.url() + "/reject?key=k\"}";
        return new Message("id", "topic", "Subject", Instant.EPOCH, Map.of(), Map.of("https", variables));
    }
}
