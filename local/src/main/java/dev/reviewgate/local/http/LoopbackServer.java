package dev.reviewgate.local.http;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executor;

/** An HTTP server that only this machine can reach, and no website through a browser on it. */
public final class LoopbackServer implements AutoCloseable {
    /** Answers one request; an exception becomes a 500. */
    @FunctionalInterface
    public interface Handler {
        void handle(Exchange exchange) throws IOException, InterruptedException;
    }

    private static final int BACKLOG = 1024;

    static {
        // Without it each small answer on a kept connection waits 40 ms for a delayed acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.setProperty("sun.net.httpserver.maxIdleConnections", "1024");
    }

    private final HttpServer server;

    private LoopbackServer(HttpServer server) {
        this.server = server;
    }

    /**
     * Takes the port; requests wait until {@link #start}.
     *
     * @param port 0 takes a free one
     */
    public static LoopbackServer bind(int port, Executor executor) throws PortInUse {
        try {
            HttpServer server = HttpServer.create(
                    new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port), BACKLOG);
            server.setExecutor(executor);
            return new LoopbackServer(server);
        } catch (BindException e) {
            throw unavailable(port, e);
        } catch (IOException e) {
            throw new IllegalStateException("cannot listen on 127.0.0.1:" + port, e);
        }
    }

    /** A port that may not be taken ("Permission denied") is reported by the same exception as one that is taken. */
    private static PortInUse unavailable(int port, BindException e) {
        String reason = String.valueOf(e.getMessage());
        return new PortInUse(
                port,
                reason.contains("in use") ? "is in use by another program" : "cannot be used here (" + reason + ")",
                e);
    }

    /** Answers programs and this server's own pages; all others are refused. */
    public void start(Handler handler) {
        start(Callers.OWN_PAGES, handler);
    }

    /** Answers from now on; whoever is not among the callers is refused before anything is looked at. */
    public void start(Callers callers, Handler handler) {
        server.createContext("/", http -> {
            Exchange exchange = new Exchange(http);
            callers.answered().forEach(exchange.responseHeaders()::set);
            try {
                if (callers.let(exchange.method(), port(), exchange::headers)) {
                    handler.handle(exchange);
                } else {
                    refuse(exchange);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                fail(exchange, e);
            } finally {
                http.close();
            }
        });
        server.start();
    }

    private static void refuse(Exchange exchange) throws IOException {
        // Drained, so that the client gets to read the answer instead of a reset connection.
        exchange.http().getRequestBody().transferTo(OutputStream.nullOutputStream());
        exchange.sendText(403, "text/plain; charset=utf-8", Callers.REFUSAL);
    }

    private static void fail(Exchange exchange, RuntimeException e) throws IOException {
        System.getLogger(LoopbackServer.class.getName())
                .log(System.Logger.Level.ERROR, exchange.method() + " " + exchange.rawPath() + " failed", e);
        if (exchange.http().getResponseCode() == -1) {
            exchange.sendText(500, "application/json", "{\"message\":\"Internal Server Error\"}");
        }
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public String url() {
        return "http://127.0.0.1:" + port();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    /** A port that cannot be had: most often another program holds it; the message says why. */
    public static final class PortInUse extends Exception {
        private final int port;

        PortInUse(int port, String reason, BindException cause) {
            super("Port " + port + " " + reason, cause);
            this.port = port;
        }

        public int port() {
            return port;
        }
    }
}
