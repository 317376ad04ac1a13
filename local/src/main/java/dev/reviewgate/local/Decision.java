package dev.reviewgate.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reviewgate.states.ExecutionDescription;
import dev.reviewgate.states.ExecutionStatus;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What {@code --decide} asks for. */
enum Decision {
    APPROVE("ALL"),
    APPROVE_CLEAN("CLEAN"),
    REJECT(""),
    IGNORE("");

    /** Of real time, because the functions have the machine's clock: enough for a slow machine to ask everybody. */
    private static final int IMPATIENT_SECONDS = 30;
    /** What the cause of a review that timed out says if silence would have published the clean rows of another file. */
    private static final String NOT_AS_EXPECTED = "the file as a whole is not as expected";

    private final String publish;

    Decision(String publish) {
        this.publish = publish;
    }

    /** Returns the value of the form's field {@code publish}; empty if nothing is to be published. */
    String publish() {
        return publish;
    }

    /** Returns the input with half a minute to wait instead of a day. */
    static ObjectNode impatient(ObjectNode input) {
        ObjectNode copy = input.deepCopy();
        // What is no object is the pipeline's to refuse.
        if (!copy.has("review") || copy.path("review").isObject()) {
            copy.withObjectProperty("review").put("timeoutSeconds", IMPATIENT_SECONDS);
        }
        return copy;
    }

    /** Tells whether the execution ended as this decision asks; one that asked nobody has to be published. */
    boolean isMetBy(ExecutionDescription end, JsonNode input, boolean wasAsked) {
        boolean published = end.status() == ExecutionStatus.SUCCEEDED;
        return switch (this) {
            case APPROVE, APPROVE_CLEAN ->
                published && (!wasAsked || output(end).path("publish").asText().equals(publish));
            case REJECT -> wasAsked && "ReviewRejected".equals(end.error());
            // Silence publishes nothing of a file that is not as expected as a whole, whatever the input says.
            case IGNORE ->
                wasAsked
                        && (publishesClean(input)
                                ? publishedClean(end) || (timedOut(end) && saysNotAsExpected(end))
                                : timedOut(end));
        };
    }

    private static boolean timedOut(ExecutionDescription end) {
        return "ReviewTimedOut".equals(end.error());
    }

    private static boolean saysNotAsExpected(ExecutionDescription end) {
        return end.cause() != null && end.cause().contains(NOT_AS_EXPECTED);
    }

    private static boolean publishesClean(JsonNode input) {
        return input.path("review").path("onTimeout").asText().equals("PUBLISH_CLEAN");
    }

    private static boolean publishedClean(ExecutionDescription end) {
        return end.status() == ExecutionStatus.SUCCEEDED
                && output(end).path("publish").asText().equals("CLEAN");
    }

    private static JsonNode output(ExecutionDescription end) {
        try {
            return new ObjectMapper().readTree(end.output() == null ? "null" : end.output());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the output of " + end.name() + " is not JSON", e);
        }
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Reads the option, and says what it takes. */
    static final class Converter implements ITypeConverter<Decision> {
        @Override
        public Decision convert(String value) {
            for (Decision decision : values()) {
                if (decision.toString().equals(value)) {
                    return decision;
                }
            }
            throw new TypeConversionException("'" + value + "' is not one of approve, approve-clean, reject, ignore");
        }
    }
}
