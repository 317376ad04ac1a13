package dev.reviewgate.local.bootstrap;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** The Lambda Runtime API, seen from the function. */
final class RuntimeClient {
    /** One invocation; {@code deadlineMillis} is Unix time. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Invocation(String requestId, long deadlineMillis, String functionArn, byte[] payload) {}

    private final String base;

    RuntimeClient(String hostAndPort) {
        this.base = "http://" + hostAndPort + "/2018-06-01/runtime/";
    }

    Invocation next() throws IOException {
        HttpURLConnection connection = open("invocation/next");
        if (connection.getResponseCode() != 200) {
            throw new IOException("the Runtime API answered " + connection.getResponseCode());
        }
        try (InputStream in = connection.getInputStream()) {
            return new Invocation(
                    connection.getHeaderField("Lambda-Runtime-Aws-Request-Id"),
                    connection.getHeaderFieldLong("Lambda-Runtime-Deadline-Ms", 0),
                    connection.getHeaderField("Lambda-Runtime-Invoked-Function-Arn"),
                    in.readAllBytes());
        }
    }

    void response(String requestId, byte[] body) throws IOException {
        post("invocation/" + requestId + "/response", body, null);
    }

    void error(String requestId, Failure failure) throws IOException {
        post("invocation/" + requestId + "/error", failure.json().getBytes(StandardCharsets.UTF_8), failure.type());
    }

    void initError(Failure failure) throws IOException {
        post("init/error", failure.json().getBytes(StandardCharsets.UTF_8), failure.type());
    }

    private void post(String path, byte[] body, @org.jspecify.annotations.Nullable String errorType)
            throws IOException {
        HttpURLConnection connection = open(path);
        connection.setRequestMethod("POST");
        connection.setDoOutput(true);
        connection.setFixedLengthStreamingMode(body.length);
        if (errorType != null) {
            connection.setRequestProperty("Lambda-Runtime-Function-Error-Type", errorType);
        }
        connection.getOutputStream().write(body);
        // 413 is the API's word on a response that is too long; the invocation has failed and the next one may come.
        int status = connection.getResponseCode();
        if (status >= 500) {
            throw new IOException("the Runtime API answered " + status);
        }
        try (InputStream in = status >= 400 ? connection.getErrorStream() : connection.getInputStream()) {
            if (in != null) {
                in.readAllBytes();
            }
        }
    }

    private HttpURLConnection open(String path) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(base + path).toURL().openConnection(java.net.Proxy.NO_PROXY);
        connection.setRequestProperty(Bootstrap.HEADER, "yes");
        return connection;
    }
}
