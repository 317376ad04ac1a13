package dev.reviewgate.local.sns;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A request to publish, held against SNS's own limits. */
public record PublishRequest(
        @Nullable String topicArn,
        @Nullable String message,
        @Nullable String subject,
        @Nullable String messageStructure,
        Map<String, Message.Attribute> attributes) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LARGEST = 256 * 1024;
    private static final int LONGEST_SUBJECT = 99;
    private static final int LARGEST_SMS = 1600;
    private static final Set<String> TYPES = Set.of("String", "String.Array", "Number", "Binary");

    public PublishRequest {
        attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    }

    /** Returns one text per protocol. */
    Map<String, String> validated() throws SnsException {
        if (message == null || message.isEmpty()) {
            throw SnsException.invalid("Message", "Empty message");
        }
        requireSubject();
        requireAttributes();
        int size = message.getBytes(UTF_8).length;
        for (Map.Entry<String, Message.Attribute> attribute : attributes.entrySet()) {
            size += attribute.getKey().getBytes(UTF_8).length
                    + attribute.getValue().type().getBytes(UTF_8).length
                    + attribute.getValue().value().getBytes(UTF_8).length;
        }
        if (size > LARGEST) {
            throw SnsException.invalid("Message too long", "Message must be at most 262144 bytes");
        }
        if (messageStructure == null || messageStructure.isEmpty()) {
            return Map.of("default", message);
        }
        if (!messageStructure.equals("json")) {
            throw SnsException.invalid("MessageStructure", "it must be \"json\"");
        }
        return byProtocol(message);
    }

    private void requireSubject() throws SnsException {
        if (subject == null) {
            return;
        }
        boolean printable = !subject.isEmpty()
                && subject.length() <= LONGEST_SUBJECT
                && subject.chars().allMatch(c -> c >= ' ' && c < 127)
                && (Character.isLetterOrDigit(subject.charAt(0)) || isPunctuation(subject.charAt(0)));
        if (!printable) {
            throw new SnsException(400, "InvalidParameter", "Invalid parameter: Subject");
        }
    }

    private static boolean isPunctuation(char c) {
        return c > ' ' && c < 127;
    }

    private void requireAttributes() throws SnsException {
        for (Map.Entry<String, Message.Attribute> attribute : attributes.entrySet()) {
            String type = attribute.getValue().type();
            String base = TYPES.contains(type) ? type : type.replaceFirst("\\..*", "");
            if (!TYPES.contains(base)) {
                throw new SnsException(
                        400,
                        "ParameterValueInvalid",
                        "The message attribute '" + attribute.getKey()
                                + "' has an invalid message attribute type, the set"
                                + " of supported type prefixes is Binary, Number, and String.");
            }
            if (attribute.getValue().value().isEmpty()) {
                throw new SnsException(
                        400,
                        "ParameterValueInvalid",
                        "The message attribute '" + attribute.getKey()
                                + "' must contain non-empty message attribute value for message attribute type '" + type
                                + "'.");
            }
        }
    }

    private static Map<String, String> byProtocol(String message) throws SnsException {
        JsonNode json;
        try {
            json = JSON.readTree(message);
        } catch (JsonProcessingException e) {
            throw SnsException.invalid("Message Structure", "JSON message body failed to parse");
        }
        if (!json.isObject()) {
            throw SnsException.invalid("Message Structure", "JSON message body failed to parse");
        }
        if (!json.path("default").isTextual()) {
            throw SnsException.invalid("Message Structure", "No default entry in JSON message body");
        }
        Map<String, String> texts = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : json.properties()) {
            // SNS ignores what is no text.
            if (entry.getValue().isTextual()) {
                texts.put(entry.getKey(), entry.getValue().textValue());
            }
        }
        if (texts.getOrDefault("sms", "").length() > LARGEST_SMS) {
            throw SnsException.invalid("Message", "An SMS message must be at most 1600 characters");
        }
        return texts;
    }
}
