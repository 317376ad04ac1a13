package dev.reviewgate.local.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.reviewgate.local.bootstrap.Bootstrap;
import dev.reviewgate.local.http.Callers;
import dev.reviewgate.local.http.Exchange;
import dev.reviewgate.local.http.LoopbackServer;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** The Lambda Runtime API of one instance: it hands out one invocation at a time and takes the answer. */
final class RuntimeApi implements AutoCloseable {
    static final int PAYLOAD_LIMIT = 6 * 1024 * 1024;
    private static final String ROOT = "/2018-06-01/runtime/";

    private final LoopbackServer server;
    private final String functionArn;
    private final Duration timeout;
    private final BlockingQueue<Invocation> next = new ArrayBlockingQueue<>(1);
    private final CompletableFuture<byte[]> initError = new CompletableFuture<>();
    private volatile boolean closed;
    private volatile @Nullable Invocation current;

    RuntimeApi(String functionArn, Duration timeout, Executor executor) {
        this.functionArn = functionArn;
        this.timeout = timeout;
        try {
            this.server = LoopbackServer.bind(0, executor);
        } catch (LoopbackServer.PortInUse e) {
            throw new IllegalStateException(e);
        }
        server.start(Callers.PROGRAMS, this::handle);
    }

    int port() {
        return server.port();
    }

    /** Completes with the error's JSON if the function cannot be initialised. */
    CompletableFuture<byte[]> initError() {
        return initError;
    }

    void give(Invocation invocation) {
        next.add(invocation);
    }

    private void handle(Exchange exchange) throws IOException, InterruptedException {
        String path = exchange.path();
        if (exchange.header(Bootstrap.HEADER) == null) {
            exchange.sendText(403, "text/plain; charset=utf-8", Callers.REFUSAL);
        } else if (path.equals(ROOT + "invocation/next")) {
            next(exchange);
        } else if (path.equals(ROOT + "init/error")) {
            byte[] body = exchange.body(PAYLOAD_LIMIT);
            initError.complete(body == null ? new byte[0] : body);
            accepted(exchange);
        } else if (path.startsWith(ROOT + "invocation/")) {
            answer(exchange, path.substring((ROOT + "invocation/").length()).split("/", -1));
        } else {
            exchange.sendText(
                    404, "application/json", "{\"errorType\":\"NotFound\",\"errorMessage\":\"no such path\"}");
        }
    }

    private void next(Exchange exchange) throws IOException, InterruptedException {
        Invocation invocation = next.take();
        if (closed) {
            exchange.sendText(410, "application/json", "{\"errorType\":\"Gone\",\"errorMessage\":\"stopped\"}");
            return;
        }
        current = invocation;
        long deadline = System.currentTimeMillis() + timeout.toMillis();
        exchange.responseHeaders().set("Lambda-Runtime-Aws-Request-Id", invocation.requestId());
        exchange.responseHeaders().set("Lambda-Runtime-Deadline-Ms", Long.toString(deadline));
        exchange.responseHeaders().set("Lambda-Runtime-Invoked-Function-Arn", functionArn);
        invocation.started().complete(System.nanoTime());
        exchange.send(200, "application/json", invocation.payload());
    }

    private void answer(Exchange exchange, String[] requestIdAndKind) throws IOException {
        Invocation invocation = current;
        boolean known = requestIdAndKind.length == 2
                && invocation != null
                && invocation.requestId().equals(requestIdAndKind[0]);
        byte[] body = exchange.body(PAYLOAD_LIMIT);
        if (!known || invocation == null) {
            exchange.sendText(
                    400,
                    "application/json",
                    "{\"errorType\":\"InvalidRequestID\",\"errorMessage\":\"not the request at work\"}");
            return;
        }
        if (body == null) {
            String message =
                    "Response payload size exceeded maximum allowed payload size (" + PAYLOAD_LIMIT + " bytes).";
            byte[] failure = ("{\"errorMessage\":\"" + message + "\",\"errorType\":\"Function.ResponseSizeTooLarge\"}")
                    .getBytes(UTF_8);
            exchange.send(413, "application/json", failure);
            invocation.outcome().complete(new Invocation.Outcome(failure, true));
            return;
        }
        // Accepted first: the next invocation may reach the instance as soon as the outcome is known.
        accepted(exchange);
        invocation.outcome().complete(new Invocation.Outcome(body, requestIdAndKind[1].equals("error")));
    }

    private static void accepted(Exchange exchange) throws IOException {
        exchange.sendText(202, "application/json", "{\"status\":\"OK\"}");
    }

    @Override
    public void close() {
        closed = true;
        // Frees the thread that holds the instance's request for work.
        next.offer(Invocation.of(new byte[0]));
        server.close();
    }
}
