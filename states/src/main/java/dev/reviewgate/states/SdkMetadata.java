package dev.reviewgate.states;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.TreeMap;

/** What an AWS SDK tells about a response, which Step Functions puts into a task's result. */
final class SdkMetadata {
    private SdkMetadata() {}

    /** @param headers what the response has beside the headers that each has */
    static void addTo(ObjectNode result, Clock clock, int status, String requestId, Map<String, String> headers) {
        Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        all.putAll(headers);
        all.put("Connection", "keep-alive");
        all.put(
                "Date",
                DateTimeFormatter.RFC_1123_DATE_TIME.format(clock.instant().atOffset(ZoneOffset.UTC)));
        all.put("x-amzn-RequestId", requestId);
        ObjectNode metadata = result.putObject("SdkHttpMetadata");
        ObjectNode lists = metadata.putObject("AllHttpHeaders");
        ObjectNode single = metadata.putObject("HttpHeaders");
        all.forEach((header, value) -> {
            lists.putArray(header).add(value);
            single.put(header, value);
        });
        metadata.put("HttpStatusCode", status);
        result.putObject("SdkResponseMetadata").put("RequestId", requestId);
    }
}
