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
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Lets through what is signed with Signature Version 4 for this API and by this machine's secret, and says who signed. */
final class IamAuthorizer {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT);
    private static final Duration SKEW = Duration.ofMinutes(5);

    private final SecretAccessKey secret;
    private final Clock clock;

    /** @param secret of every access key here; the key itself is the user's name */
    IamAuthorizer(SecretAccessKey secret, Clock clock) {
        this.secret = secret;
        this.clock = clock;
    }

    /** Returns who signed, as {@code requestContext.authorizer.iam} says it; null if nobody did. */
    @Nullable
    ObjectNode caller(Exchange exchange, byte[] body) {
        Signature signature = Signature.of(exchange);
        String time = Signature.time(exchange);
        if (signature == null
                || !isNow(time)
                || !signature.scope().equals(time.substring(0, 8) + "/" + Names.REGION + "/execute-api/aws4_request")
                || !signature.isOf(exchange, body, secret)) {
            return null;
        }
        String key = signature.accessKey();
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
