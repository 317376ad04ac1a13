package dev.reviewgate.states;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The parameters of one API request. */
final class ApiRequest {
    private static final int MAX_PAGE = 1000;
    private static final String PAGE_PREFIX = "page:";

    private final JsonNode parameters;

    ApiRequest(JsonNode parameters) {
        if (!parameters.isObject()) {
            throw new StepFunctionsException("SerializationException", "The request must be a JSON object");
        }
        this.parameters = parameters;
    }

    /** Refuses parameters that would go unheeded. */
    void allowOnly(String... names) {
        Set<String> allowed = Set.of(names);
        parameters.fieldNames().forEachRemaining(name -> {
            if (!allowed.contains(name)) {
                throw invalid(name, "is not supported");
            }
        });
    }

    String text(String name) {
        String text = optionalText(name);
        if (text == null) {
            throw new StepFunctionsException(
                    "ValidationException",
                    "1 validation error detected: Value null at '" + name
                            + "' failed to satisfy constraint: Member must not be null");
        }
        return text;
    }

    String text(String name, String otherwise) {
        String text = optionalText(name);
        return text == null ? otherwise : text;
    }

    @Nullable
    String optionalText(String name) {
        JsonNode value = parameters.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isTextual()) {
            throw invalid(name, "must be a string");
        }
        return value.textValue();
    }

    boolean flag(String name, boolean otherwise) {
        JsonNode value = parameters.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        if (!value.isBoolean()) {
            throw invalid(name, "must be true or false");
        }
        return value.booleanValue();
    }

    /** Returns the size of a page; as on AWS, 0 asks for the default. */
    int pageSize(int otherwise) {
        JsonNode value = parameters.path("maxResults");
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        if (!value.isInt() || value.intValue() < 0 || value.intValue() > MAX_PAGE) {
            throw invalid("maxResults", "must be an integer from 0 to " + MAX_PAGE);
        }
        return value.intValue() == 0 ? otherwise : value.intValue();
    }

    int pageStart() {
        String token = optionalText("nextToken");
        if (token == null) {
            return 0;
        }
        try {
            String text = new String(Base64.getDecoder().decode(token), StandardCharsets.UTF_8);
            if (text.matches(PAGE_PREFIX + "\\d{1,9}")) {
                return Integer.parseInt(text.substring(PAGE_PREFIX.length()));
            }
        } catch (IllegalArgumentException e) {
            // Told below, as it is for a token of something else.
        }
        throw new StepFunctionsException("InvalidToken", "Invalid Token: 'Invalid token'");
    }

    static String pageToken(int start) {
        return Base64.getEncoder().encodeToString((PAGE_PREFIX + start).getBytes(StandardCharsets.UTF_8));
    }

    private static StepFunctionsException invalid(String name, String problem) {
        return new StepFunctionsException("ValidationException", "Parameter '" + name + "' " + problem);
    }
}
