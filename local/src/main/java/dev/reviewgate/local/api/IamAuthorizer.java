package dev.reviewgate.local.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reviewgate.local.http.Exchange;
import dev.reviewgate.local.template.Names;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Lets through what is signed with Signature Version 4 for this API, and says who signed. Any credentials do here, so the
 * signature's value is not checked, but its form, its time and what it has to cover are.
 */
final class IamAuthorizer {
    private static final Pattern AUTHORIZATION = Pattern.compile(
            "AWS4-HMAC-SHA256\\s+Credential=(?<key>[A-Za-z0-9_.@+=-]{1,128})/(?<day>\\d{8})/[a-z0-9-]+/execute-api/aws4_request"
                    + ",\\s*SignedHeaders=(?<headers>[a-z0-9;-]+),\\s*Signature=[0-9a-f]{64}");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT);
    private static final Duration SKEW = Duration.ofMinutes(5);

    private final Clock clock;

    IamAuthorizer(Clock clock) {
        this.clock = clock;
    }

    /** Returns who signed, as {@code requestContext.authorizer.iam} says it; null if nobody did. */
    @Nullable
    ObjectNode caller(Exchange exchange) {
        String authorization = exchange.header("Authorization");
        String time = exchange.header("X-Amz-Date");
        if (authorization == null || time == null) {
            return null;
        }
        Matcher matcher = AUTHORIZATION.matcher(authorization.trim());
        if (!matcher.matches()
                || !time.startsWith(matcher.group("day"))
                || !isNow(time)
                || !List.of(matcher.group("headers").split(";", -1)).containsAll(List.of("host", "x-amz-date"))) {
            return null;
        }
        String key = matcher.group("key");
        return JsonNodeFactory.instance
                .objectNode()
                .put("accessKey", key)
                .put("accountId", Names.ACCOUNT)
                .put("callerId", key)
                .putNull("cognitoIdentity")
                .putNull("principalOrgId")
                .put("userArn", Names.user(key))
                .put("userId", key);
    }

    private boolean isNow(String time) {
        try {
            Duration off = Duration.between(LocalDateTime.parse(time, TIME).toInstant(ZoneOffset.UTC), clock.instant());
            return off.abs().compareTo(SKEW) <= 0;
        } catch (DateTimeException e) {
            return false;
        }
    }
}
