package dev.reviewgate.local.s3;

import dev.reviewgate.local.http.Exchange;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Set;
import org.jsoup.nodes.Entities;
import org.jspecify.annotations.Nullable;

/** What a copy does with the tags of its source: S3Mock takes them along whatever it is told. */
final class TaggingDirective {
    private static final String HEADER = "x-amz-tagging-directive";

    private TaggingDirective() {}

    /** Tells whether a copy has a directive that S3 does not know. */
    static boolean isUnknown(Exchange exchange) {
        String directive = exchange.header(HEADER);
        return directive != null
                && isCopy(exchange)
                && !Set.of("COPY", "REPLACE").contains(directive);
    }

    /** Gives the copy that was just made the tags of the request, which are often none. */
    static void apply(Exchange exchange, HttpResponse<?> copied, URI object, HttpClient client)
            throws IOException, InterruptedException {
        if (copied.statusCode() != 200 || !isCopy(exchange) || !"REPLACE".equals(exchange.header(HEADER))) {
            return;
        }
        String version = copied.headers()
                .firstValue("x-amz-version-id")
                .map(id -> "&versionId=" + id)
                .orElse("");
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(object + "?tagging" + version));
        Map<String, String> tags = tags(exchange.header("x-amz-tagging"));
        HttpResponse<String> answer = client.send(
                tags.isEmpty()
                        ? request.DELETE().build()
                        : request.header("Content-Type", "application/xml")
                                .PUT(HttpRequest.BodyPublishers.ofString(xml(tags)))
                                .build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IOException("S3Mock did not replace the tags of a copy: " + answer.body());
        }
    }

    private static boolean isCopy(Exchange exchange) {
        return exchange.method().equals("PUT")
                && exchange.header("x-amz-copy-source") != null
                && !exchange.query().containsKey("uploadId");
    }

    private static Map<String, String> tags(@Nullable String encoded) {
        return encoded == null ? Map.of() : Exchange.form(encoded);
    }

    private static String xml(Map<String, String> tags) {
        StringBuilder set = new StringBuilder();
        tags.forEach((key, value) -> set.append("<Tag><Key>")
                .append(Entities.escape(key))
                .append("</Key><Value>")
                .append(Entities.escape(value))
                .append("</Value></Tag>"));
        return "<Tagging xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><TagSet>" + set + "</TagSet></Tagging>";
    }
}
