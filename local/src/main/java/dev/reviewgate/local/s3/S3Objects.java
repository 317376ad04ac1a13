package dev.reviewgate.local.s3;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.reviewgate.states.ObjectStore;
import dev.reviewgate.states.TaskFailure;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;

/** The objects that distributed Maps read and write, by way of the AWS port like any other caller. */
public final class S3Objects implements ObjectStore {
    private static final int OK = 200;

    private final URI endpoint;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    public S3Objects(URI endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public byte[] get(String bucket, String key, @Nullable String versionId) throws TaskFailure, InterruptedException {
        String version = versionId == null ? "" : "?versionId=" + encode(versionId);
        return send(HttpRequest.newBuilder(endpoint.resolve(S3Store.path(bucket, key) + version))
                .GET());
    }

    @Override
    public List<JsonNode> list(String bucket, String prefix, int limit) throws TaskFailure, InterruptedException {
        List<JsonNode> objects = new ArrayList<>();
        String next = "";
        do {
            String query = "?list-type=2&prefix=" + encode(prefix)
                    + (next.isEmpty() ? "" : "&continuation-token=" + encode(next));
            byte[] answer = send(HttpRequest.newBuilder(endpoint.resolve("/" + bucket + query))
                    .GET());
            Document page = Jsoup.parse(new String(answer, StandardCharsets.UTF_8), "", Parser.xmlParser());
            for (Element object : page.select("Contents")) {
                if (objects.size() < limit) {
                    objects.add(object(object));
                }
            }
            next = text(page, "NextContinuationToken");
        } while (!next.isEmpty() && objects.size() < limit);
        return objects;
    }

    @Override
    public void put(String bucket, String key, byte[] json) throws TaskFailure, InterruptedException {
        send(HttpRequest.newBuilder(endpoint.resolve(S3Store.path(bucket, key)))
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofByteArray(json)));
    }

    private static JsonNode object(Element xml) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("Etag", text(xml, "ETag"))
                .put("Key", text(xml, "Key"))
                .put("LastModified", Instant.parse(text(xml, "LastModified")).getEpochSecond())
                .put("Size", Long.parseLong(text(xml, "Size")))
                .put("StorageClass", text(xml, "StorageClass"));
    }

    private static String text(Element xml, String name) {
        Element element = xml.selectFirst(name);
        return element == null ? "" : element.text();
    }

    private byte[] send(HttpRequest.Builder request) throws TaskFailure, InterruptedException {
        HttpResponse<byte[]> response;
        try {
            response = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new TaskFailure("S3.SdkClientException", "Unable to execute HTTP request: " + e.getMessage());
        }
        if (response.statusCode() != OK) {
            Document xml = Jsoup.parse(new String(response.body(), StandardCharsets.UTF_8), "", Parser.xmlParser());
            String code = text(xml, "Code");
            throw new TaskFailure(
                    "S3." + (code.isEmpty() ? "S3" : code) + "Exception",
                    text(xml, "Message") + " (Service: S3, Status Code: " + response.statusCode() + ")");
        }
        return response.body();
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
