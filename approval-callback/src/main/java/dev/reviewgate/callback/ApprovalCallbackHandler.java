package dev.reviewgate.callback;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.reviewgate.core.Json;
import dev.reviewgate.core.Log;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.util.Map;

/** Answers the people (and programs) that open a review's links, and takes their decision. */
public final class ApprovalCallbackHandler implements RequestStreamHandler {
    private final Answers answers;

    /** Called by Lambda; wires the production collaborators. */
    public ApprovalCallbackHandler() {
        this(wire(System.getenv()));
    }

    ApprovalCallbackHandler(Answers answers) {
        this.answers = answers;
    }

    private static Answers wire(Map<String, String> environment) {
        Settings settings = Settings.from(environment);
        Clients clients = Clients.of(settings.region());
        Clock clock = Clock.systemUTC();
        return Wiring.answers(settings, clients, new Log(System.out, clock), clock, Pause::forReal);
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        output.write(Json.mapper().writeValueAsBytes(answers.answer(read(input)).toJson()));
    }

    /** Something that is not JSON is answered like any other event that this function does not take. */
    private static JsonNode read(InputStream input) throws IOException {
        try {
            return Json.mapper().readTree(input);
        } catch (JsonProcessingException e) {
            return Json.mapper().missingNode();
        }
    }
}
