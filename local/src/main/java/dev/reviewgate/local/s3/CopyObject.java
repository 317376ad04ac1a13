package dev.reviewgate.local.s3;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reviewgate.states.TaskFailure;
import dev.reviewgate.states.TaskIntegration;
import dev.reviewgate.states.TaskRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Iterator;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;

/** The state machine's {@code arn:aws:states:::aws-sdk:s3:copyObject}, by way of the AWS port like any other caller. */
public final class CopyObject implements TaskIntegration {
    public static final String RESOURCE = "arn:aws:states:::aws-sdk:s3:copyObject";

    /** Arguments that are a header of the request, by the API's model. */
    private static final Map<String, String> HEADERS = Map.ofEntries(
            Map.entry("CopySource", "x-amz-copy-source"),
            Map.entry("CopySourceIfMatch", "x-amz-copy-source-if-match"),
            Map.entry("CopySourceIfNoneMatch", "x-amz-copy-source-if-none-match"),
            Map.entry("MetadataDirective", "x-amz-metadata-directive"),
            Map.entry("TaggingDirective", "x-amz-tagging-directive"),
            Map.entry("Tagging", "x-amz-tagging"),
            Map.entry("ContentType", "Content-Type"),
            Map.entry("ContentDisposition", "Content-Disposition"),
            Map.entry("CacheControl", "Cache-Control"),
            Map.entry("ChecksumAlgorithm", "x-amz-checksum-algorithm"),
            Map.entry("ServerSideEncryption", "x-amz-server-side-encryption"),
            Map.entry("SSEKMSKeyId", "x-amz-server-side-encryption-aws-kms-key-id"),
            Map.entry("BucketKeyEnabled", "x-amz-server-side-encryption-bucket-key-enabled"),
            Map.entry("StorageClass", "x-amz-storage-class"),
            Map.entry("IfMatch", "If-Match"),
            Map.entry("IfNoneMatch", "If-None-Match"));

    /** Headers of the answer and the names that the state machine gets them by. */
    private static final Map<String, String> RESULTS = Map.of(
            "x-amz-version-id", "VersionId",
            "x-amz-copy-source-version-id", "CopySourceVersionId",
            "x-amz-server-side-encryption", "ServerSideEncryption",
            "x-amz-server-side-encryption-aws-kms-key-id", "SsekmsKeyId");

    private final URI endpoint;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    public CopyObject(URI endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public JsonNode call(TaskRequest request) throws TaskFailure, InterruptedException {
        JsonNode arguments = request.arguments();
        String path = S3Store.path(required(arguments, "Bucket"), required(arguments, "Key"));
        required(arguments, "CopySource");
        HttpRequest.Builder copy =
                HttpRequest.newBuilder(endpoint.resolve(path)).PUT(HttpRequest.BodyPublishers.noBody());
        for (Iterator<Map.Entry<String, JsonNode>> it = arguments.properties().iterator(); it.hasNext(); ) {
            Map.Entry<String, JsonNode> argument = it.next();
            String name = argument.getKey();
            if (name.equals("Metadata")) {
                argument.getValue()
                        .properties()
                        .forEach(m -> copy.header(
                                "x-amz-meta-" + m.getKey(), m.getValue().asText()));
            } else if (HEADERS.containsKey(name)) {
                copy.header(HEADERS.get(name), argument.getValue().asText());
            } else if (!name.equals("Bucket") && !name.equals("Key")) {
                throw new TaskFailure(
                        "States.Runtime", "The argument " + name + " of s3:copyObject is not supported here");
            }
        }
        try {
            return result(http.send(copy.build(), HttpResponse.BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new TaskFailure("S3.SdkClientException", "Unable to execute HTTP request: " + e.getMessage());
        }
    }

    private static JsonNode result(HttpResponse<String> response) throws TaskFailure {
        Document xml = Jsoup.parse(response.body(), Parser.xmlParser());
        // S3 may begin a copy with 200 and only then find that it fails.
        Element error = xml.selectFirst("Error");
        if (response.statusCode() != 200 || error != null) {
            throw failure(response.statusCode(), error);
        }
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        ObjectNode copied = result.putObject("CopyObjectResult");
        for (Element field : xml.select("CopyObjectResult > *")) {
            copied.put(field.tagName(), field.text());
        }
        RESULTS.forEach(
                (header, name) -> response.headers().firstValue(header).ifPresent(value -> result.put(name, value)));
        return result;
    }

    /** Step Functions names an SDK error after the SDK's exception class. */
    private static TaskFailure failure(int status, @Nullable Element error) {
        String code = text(error, "Code");
        String message = text(error, "Message");
        String name = switch (code) {
            case "NoSuchKey", "NoSuchBucket", "ObjectNotInActiveTierError" -> "S3." + code + "Exception";
            default -> "S3.S3Exception";
        };
        return new TaskFailure(
                name,
                (message.isEmpty() ? "No message" : message) + " (Service: S3, Status Code: " + status
                        + ", Error Code: " + (code.isEmpty() ? "none" : code) + ")");
    }

    private static String text(@Nullable Element parent, String name) {
        Element child = parent == null ? null : parent.selectFirst(name);
        return child == null ? "" : child.text();
    }

    private static String required(JsonNode arguments, String name) throws TaskFailure {
        String value = arguments.path(name).asText();
        if (value.isEmpty()) {
            throw new TaskFailure("States.Runtime", "The argument " + name + " of s3:copyObject is missing");
        }
        return value;
    }
}
