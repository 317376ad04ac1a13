package dev.reviewgate.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.gson.FieldNamingPolicy;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.slack.api.util.json.GsonFactory;
import dev.reviewgate.core.Json;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Reads and writes JSON with the classes of Slack's own library; a field that they do not know fails the test. */
public final class SlackModels {
    private static final Gson GSON = gson();

    private SlackModels() {}

    private static Gson gson() {
        GsonBuilder builder = new GsonBuilder().setFieldNamingPolicy(FieldNamingPolicy.LOWER_CASE_WITH_UNDERSCORES);
        GsonFactory.registerTypeAdapters(builder, true);
        return builder.create();
    }

    public static <T> T read(JsonNode json, Class<T> type) {
        return GSON.fromJson(Json.write(json), type);
    }

    public static JsonNode write(Object model) {
        try {
            return Json.mapper().readTree(GSON.toJson(model));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
