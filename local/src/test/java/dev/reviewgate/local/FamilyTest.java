package dev.reviewgate.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reviewgate.states.HistoryEvent;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FamilyTest {
    private final Family family = new Family("mine");

    @Test
    void whatItStartsBelongsToIt() {
        family.learn(submitted("states", "{\"ExecutionArn\":\"arn:aws:states:us-east-1:0:execution:large:its-own\"}"));

        assertThat(family.has("its-own")).isTrue();
        assertThat(family.isFirst("its-own")).isFalse();
        assertThat(family.isFirst("mine")).isTrue();
    }

    @Test
    void whatAFunctionAnswersDoesNot() {
        family.learn(submitted("lambda", "{\"ExecutionArn\":\"arn:aws:states:us-east-1:0:execution:large:other\"}"));

        assertThat(family.has("other")).isFalse();
    }

    @Test
    void aStateThatWaitsForATokenAsks() {
        family.learn(scheduled("invoke"));
        assertThat(family.hasAsked()).isFalse();

        family.learn(scheduled("invoke.waitForTaskToken"));
        assertThat(family.hasAsked()).isTrue();
    }

    private static HistoryEvent scheduled(String resource) {
        ObjectNode details = JsonNodeFactory.instance.objectNode().put("resource", resource);
        return new HistoryEvent(3, 2, Instant.EPOCH, "TaskScheduled", "taskScheduledEventDetails", details);
    }

    private static HistoryEvent submitted(String type, String output) {
        ObjectNode details =
                JsonNodeFactory.instance.objectNode().put("resourceType", type).put("output", output);
        return new HistoryEvent(5, 4, Instant.EPOCH, "TaskSubmitted", "taskSubmittedEventDetails", details);
    }
}
