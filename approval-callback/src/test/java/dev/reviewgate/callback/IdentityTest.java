package dev.reviewgate.callback;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityTest {
    /** Beside each name stands how it is known; a name that turns the direction of writing could hide that. */
    @ParameterizedTest
    @ValueSource(strings = {"\u202eannA", "Anna\u2066", "\u200b", "Anna\u2028Ben", "Anna\u0007"})
    void aNameChangesNothingButItself(String name) {
        assertThat(new Identity.Link(name).problemOfName()).contains("control characters");
        assertThat(new Identity.Slack("U0ANNA", name).reviewer().name()).isIn("annA", "Anna", "U0ANNA", "Anna Ben");
    }

    @Test
    void namesAreWrittenAsTheirPeopleWriteThem() {
        for (String name : new String[] {"Zoë Ångström", "李小龍", "علی\u200cرضا", "O’Brien-Łukasz"}) {
            assertThat(new Identity.Link(name).problemOfName()).isNull();
            assertThat(new Identity.Slack("U0ANNA", name).reviewer().name()).isEqualTo(name);
        }
    }
}
