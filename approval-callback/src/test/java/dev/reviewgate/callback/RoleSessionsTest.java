package dev.reviewgate.callback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reviewgate.core.Decision;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RoleSessionsTest {
    @Property
    void anyTwoSessionsOfARoleAreTheSameReviewerWhoseNameCanBeKept(
            @ForAll("names") String role, @ForAll("names") String one, @ForAll("names") String other) {
        Identity first = People.session(role, one);
        Identity second = People.session(role, other);

        assertThat(first.reviewer().isSameAs(second.reviewer())).isTrue();
        assertThat(first.reviewer().name()).hasSizeBetween(1, Decision.MAX_NAME);
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.strings()
                .withCharRange('a', 'z')
                .withChars("_+=,.@-0A")
                .ofMinLength(1)
                .ofMaxLength(64);
    }
}
