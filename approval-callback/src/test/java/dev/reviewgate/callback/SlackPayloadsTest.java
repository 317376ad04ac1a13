package dev.reviewgate.callback;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class SlackPayloadsTest {
    @Property
    void noTextIsMoreThanIgnored(@ForAll String payload) {
        assertThat(SlackPayloads.parse(payload)).isInstanceOf(SlackPayload.Other.class);
    }

    @Property
    void whatOnlyLooksLikeOursIsIgnoredToo(@ForAll("almostOurs") String payload) {
        assertThat(SlackPayloads.parse(payload)).isInstanceOf(SlackPayload.Other.class);
    }

    @Provide
    Arbitrary<String> almostOurs() {
        Arbitrary<String> types = Arbitraries.of("block_actions", "view_submission");
        Arbitrary<String> parts = Arbitraries.of(
                "\"user\": {\"id\": \"U0ANNA\"}",
                "\"user\": []",
                "\"actions\": [{\"action_id\": \"approve\", \"value\": \"short\"}]",
                "\"actions\": {\"action_id\": \"approve\"}",
                "\"actions\": [null]",
                "\"view\": {\"callback_id\": \"decide\", \"private_metadata\": \"[]\"}",
                "\"view\": {\"callback_id\": \"decide\", \"state\": 7}",
                "\"view\": null");
        return types.flatMap(type -> parts.list()
                .uniqueElements(part -> part.substring(0, part.indexOf(':')))
                .ofMaxSize(3)
                .map(list -> "{\"type\": \"" + type + "\""
                        + list.stream().map(p -> ", " + p).reduce("", String::concat) + "}"));
    }
}
