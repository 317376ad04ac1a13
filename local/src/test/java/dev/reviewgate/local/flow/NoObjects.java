package dev.reviewgate.local.flow;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reviewgate.states.ObjectStore;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The objects of a test in which no Map runs. */
record NoObjects() implements ObjectStore {
    @Override
    public byte[] get(String bucket, String key, @Nullable String versionId) {
        throw new AssertionError("nothing is read");
    }

    @Override
    public List<JsonNode> list(String bucket, String prefix, int limit) {
        throw new AssertionError("nothing is listed");
    }

    @Override
    public void put(String bucket, String key, byte[] json) {
        throw new AssertionError("nothing is written");
    }
}
