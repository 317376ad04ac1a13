package dev.reviewgate.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ReviewLinkTest {
    @Test
    void aLinkIsBareAndUnder200Characters() {
        URI api = new Env(Map.of("API_URL", "https://abcdefghij.execute-api.ap-southeast-2.amazonaws.com/"))
                .url("API_URL");

        ReviewLink link = new ReviewLink(api, Samples.request().reviewId(), Samples.KEY);

        assertThat(link.approve())
                .matches("https://[a-z0-9.-]+/approve\\?review=[\\w-]{22}&key=[\\w-]{43}")
                .hasSizeLessThan(200);
        assertThat(link.toString()).doesNotContain(Samples.KEY.value());
    }

    @Test
    void missingOrMalformedSettingsNameThemselves() {
        assertThatThrownBy(() -> new Env(Map.of()).text("TOPIC_ARN")).hasMessageContaining("TOPIC_ARN");
        assertThatThrownBy(() -> new Env(Map.of("API_URL", "ftp://x")).url("API_URL"))
                .hasMessageContainingAll("API_URL", "ftp://x", "http or https");
    }

    @Test
    void aReviewClosesAfterItsLastAttempt() {
        ReviewRecord record = Samples.record();

        assertThat(record.attemptEndsAt()).isEqualTo(Samples.NOW.plus(Duration.ofDays(1)));
        assertThat(record.closesAt()).isEqualTo(Samples.NOW.plus(Duration.ofDays(2)));
    }

    @Property
    void everyDrawnKeyIsReadBackAndMatchesItsHashAlone(@ForAll long seed) {
        LinkKey key = LinkKey.random(fixed(seed));

        assertThat(LinkKey.parse(key.value())).contains(key);
        assertThat(key.hash().matches(key)).isTrue();
        assertThat(key.hash().matches(LinkKey.random(fixed(seed + 1)))).isFalse();
    }

    @Property
    void nothingElseIsReadAsAKeyOrAnId(@ForAll String text) {
        assertThat(LinkKey.parse(text).map(LinkKey::value))
                .satisfiesAnyOf(k -> assertThat(k).isEmpty(), k -> assertThat(k).contains(text));
        assertThat(ReviewId.parse(text + "/../x")).isEmpty();
    }

    private static SecureRandom fixed(long seed) {
        return new SecureRandom() {
            private static final long serialVersionUID = 1L;

            @Override
            public void nextBytes(byte[] bytes) {
                new Random(seed).nextBytes(bytes);
            }
        };
    }
}
