package dev.reviewgate.local.secrets;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reviewgate.local.http.Exchange;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The JSON protocol of Secrets Manager: {@code GetSecretValue}, by ARN or by name. */
public final class SecretsApi {
    public static final String TARGET = "secretsmanager.";
    private static final String CONTENT_TYPE = "application/x-amz-json-1.1";

    /** A secret, whose value is asked for at each call. */
    private record Secret(String arn, Instant created, Supplier<String> value) {
        /** The ARN ends in six characters that Secrets Manager has put behind the name. */
        String name() {
            String named = arn.substring(arn.indexOf(":secret:") + ":secret:".length());
            return named.replaceFirst("-[A-Za-z0-9]{6}$", "");
        }

        boolean is(String id) {
            return id.equals(arn) || id.equals(name()) || id.equals(arn.replaceFirst("-[A-Za-z0-9]{6}$", ""));
        }
    }

    private final ObjectMapper json = new ObjectMapper();
    private final Map<String, Secret> secrets = new LinkedHashMap<>();

    /** Adds a secret, whose value may change. */
    public synchronized void put(String arn, Supplier<String> value) {
        secrets.put(arn, new Secret(arn, Instant.now(), value));
    }

    /** Answers one call, whose body was read already. */
    public void handle(Exchange exchange, String action, byte[] body) throws IOException {
        if (!action.equals("GetSecretValue")) {
            refuse(exchange, "UnknownOperationException", "only GetSecretValue is answered here");
            return;
        }
        JsonNode request;
        try {
            request = json.readTree(new String(body, UTF_8));
        } catch (JsonProcessingException e) {
            refuse(exchange, "SerializationException", "the body is no JSON");
            return;
        }
        Optional<Secret> secret = find(request.path("SecretId").asText());
        if (secret.isPresent()) {
            exchange.sendText(200, CONTENT_TYPE, answer(secret.get()).toString());
        } else {
            refuse(exchange, "ResourceNotFoundException", "Secrets Manager can't find the specified secret.");
        }
    }

    private synchronized Optional<Secret> find(String id) {
        return secrets.values().stream().filter(secret -> secret.is(id)).findFirst();
    }

    private ObjectNode answer(Secret secret) {
        ObjectNode answer = json.createObjectNode();
        answer.put("ARN", secret.arn()).put("Name", secret.name());
        answer.put("CreatedDate", secret.created().toEpochMilli() / 1e3);
        answer.put("SecretString", secret.value().get());
        answer.put("VersionId", "00000000-0000-0000-0000-000000000001");
        answer.putArray("VersionStages").add("AWSCURRENT");
        return answer;
    }

    private void refuse(Exchange exchange, String type, String message) throws IOException {
        exchange.responseHeaders().set("x-amzn-ErrorType", type);
        ObjectNode error = json.createObjectNode().put("__type", type).put("Message", message);
        exchange.sendText(400, CONTENT_TYPE, error.toString());
    }
}
