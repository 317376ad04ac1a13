package dev.reviewgate.local.s3;

import com.adobe.testing.s3mock.S3MockApplication;
import dev.reviewgate.local.template.Names;
import dev.reviewgate.local.template.Template;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Adobe's S3Mock in this process, with its files in a scratch directory. */
public final class S3Store implements AutoCloseable {
    private final S3MockApplication s3mock;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private S3Store(S3MockApplication s3mock) {
        this.s3mock = s3mock;
    }

    public static S3Store start(Path directory) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("com.adobe.testing.s3mock.store.root", directory.toString());
        properties.put("com.adobe.testing.s3mock.store.region", Names.REGION);
        properties.put("com.adobe.testing.s3mock.max-payload-size", "1GB");
        properties.put("server.address", "127.0.0.1");
        properties.put("server.port", 0);
        properties.put("server.ssl.enabled", false);
        properties.put("http.port", 0);
        properties.put("spring.main.sources", LoopbackConnector.class.getName());
        properties.put("spring.main.register-shutdown-hook", false);
        properties.put("silent", true);
        properties.put("logging.level.root", "ERROR");
        return new S3Store(S3MockApplication.start(properties));
    }

    /** Returns where S3Mock answers plain HTTP. */
    @SuppressWarnings("deprecation") // S3Mock would rather be run in a container, which not every machine can
    public URI uri() {
        return URI.create("http://127.0.0.1:" + s3mock.getPort());
    }

    public void create(Collection<Template.Bucket> buckets) throws IOException, InterruptedException {
        for (Template.Bucket bucket : buckets) {
            put("/" + bucket.name(), "");
            if (bucket.versioned()) {
                put("/" + bucket.name() + "?versioning", """
                        <VersioningConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/">\
                        <Status>Enabled</Status></VersioningConfiguration>""");
            }
        }
    }

    /** Uploads a file as it is. */
    public void upload(String bucket, String key, Path file) throws IOException, InterruptedException {
        send(
                HttpRequest.newBuilder(uri().resolve(path(bucket, key)))
                        .header("Content-Type", "text/csv")
                        .PUT(HttpRequest.BodyPublishers.ofFile(file))
                        .build(),
                200);
    }

    private void put(String path, String body) throws IOException, InterruptedException {
        send(
                HttpRequest.newBuilder(uri().resolve(path))
                        .header("Content-Type", "application/xml")
                        .PUT(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                200);
    }

    HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private void send(HttpRequest request, int expected) throws IOException, InterruptedException {
        HttpResponse<String> response = send(request);
        if (response.statusCode() != expected) {
            throw new IOException("S3 answered " + response.statusCode() + " to " + request.method() + " "
                    + request.uri().getPath() + ": " + response.body());
        }
    }

    static String path(String bucket, String key) {
        return "/" + bucket + "/"
                + URLEncoder.encode(key, StandardCharsets.UTF_8)
                        .replace("+", "%20")
                        .replace("%2F", "/");
    }

    @Override
    public void close() {
        s3mock.stop();
    }
}
