package dev.reviewgate.slack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Against Slack's own implementation, both ways. */
class SlackSignatureTest {
    private static final SlackCredentials CREDENTIALS = FakeSecrets.CREDENTIALS;
    private static final Instant NOW = Instant.ofEpochSecond(1_531_420_618);

    /** The example of Slack's documentation, with its secret and its signature. */
    @Test
    void theDocumentedExampleIsGenuine() {
        byte[] body = utf8(
                "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar"
                        + "&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com"
                        + "%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121."
                        + "803a0bc887a14d10d2c447fce8b6703c");
        String signature = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503";

        assertThat(SlackSignature.sign(CREDENTIALS, NOW, body)).isEqualTo(signature);
        assertThat(SlackSignature.check(CREDENTIALS, "1531420618", signature, body, NOW))
                .isEqualTo(SlackSignature.Check.GENUINE);
    }

    @Property(tries = 300)
    void slackAcceptsWhatWeSign(
            @ForAll String body,
            @ForAll @NotEmpty @CharRange(from = '!', to = '~') String secret,
            @ForAll @LongRange(max = 4_102_444_800L) long second) {
        SlackCredentials credentials = new SlackCredentials(secret, "unused");
        String signature = SlackSignature.sign(credentials, Instant.ofEpochSecond(second), utf8(body));

        assertThat(slack(secret).isValid(Long.toString(second), replaced(body), signature, second * 1000))
                .isTrue();
    }

    @Property(tries = 300)
    void weAcceptWhatSlackSigns(
            @ForAll String body,
            @ForAll @NotEmpty @CharRange(from = '!', to = '~') String secret,
            @ForAll @LongRange(min = 300, max = 4_102_444_800L) long second,
            @ForAll @IntRange(min = -300, max = 300) int skew) {
        String timestamp = Long.toString(second);
        String signature =
                new com.slack.api.app_backend.SlackSignature.Generator(secret).generate(timestamp, replaced(body));

        assertThat(SlackSignature.check(
                        new SlackCredentials(secret, "unused"),
                        timestamp,
                        signature,
                        utf8(body),
                        Instant.ofEpochSecond(second + skew)))
                .isEqualTo(SlackSignature.Check.GENUINE);
    }

    @Property(tries = 300)
    void oneFlippedBitMakesItForeign(
            @ForAll @Size(min = 1, max = 500) byte[] body,
            @ForAll @IntRange(max = 499) int at,
            @ForAll @IntRange(max = 7) int bit) {
        String signature = SlackSignature.sign(CREDENTIALS, NOW, body);
        byte[] changed = body.clone();
        changed[at % body.length] ^= (byte) (1 << bit);

        assertThat(check(NOW, signature, changed)).isEqualTo(SlackSignature.Check.FOREIGN);
    }

    @Property(tries = 200)
    void anotherSecretsSignatureIsForeign(
            @ForAll @NotEmpty @CharRange(from = '!', to = '~') String secret, @ForAll byte[] body) {
        String signature = SlackSignature.sign(new SlackCredentials(secret, "unused"), NOW, body);

        assertThat(check(NOW, signature, body)).isEqualTo(SlackSignature.Check.FOREIGN);
    }

    @Test
    void anotherTimesSignatureIsForeign() {
        String signature = SlackSignature.sign(CREDENTIALS, NOW.plusSeconds(1), utf8("payload=1"));

        assertThat(check(NOW, signature, utf8("payload=1"))).isEqualTo(SlackSignature.Check.FOREIGN);
    }

    @Test
    void moreThanFiveMinutesAreSkewedEitherWay() {
        byte[] body = utf8("payload=1");

        for (int skew : new int[] {-301, 301, -86_400, 86_400}) {
            Instant signedAt = NOW.plusSeconds(skew);
            String signature = SlackSignature.sign(CREDENTIALS, signedAt, body);

            assertThat(SlackSignature.check(
                            CREDENTIALS, Long.toString(signedAt.getEpochSecond()), signature, body, NOW))
                    .isEqualTo(SlackSignature.Check.SKEWED);
        }
    }

    @Property(tries = 500)
    void whatIsNoSignatureIsUnsigned(@ForAll String timestamp, @ForAll String signature) {
        assertThat(SlackSignature.check(CREDENTIALS, timestamp, signature, utf8("payload=1"), NOW))
                .isEqualTo(SlackSignature.Check.UNSIGNED);
    }

    @Test
    void headersThatOnlyLookAlmostRightAreUnsigned() {
        byte[] body = utf8("payload=1");
        String signature = SlackSignature.sign(CREDENTIALS, NOW, body);
        String timestamp = Long.toString(NOW.getEpochSecond());

        for (String wrong : new String[] {
            "",
            signature.substring(3),
            signature.toUpperCase(java.util.Locale.ROOT),
            signature + "0",
            "v1" + signature.substring(2)
        }) {
            assertThat(SlackSignature.check(CREDENTIALS, timestamp, wrong, body, NOW))
                    .isEqualTo(SlackSignature.Check.UNSIGNED);
        }
        for (String wrong : new String[] {"", "-1531420618", "1531420618.0", " 1531420618", "99999999999999999999"}) {
            assertThat(SlackSignature.check(CREDENTIALS, wrong, signature, body, NOW))
                    .isEqualTo(SlackSignature.Check.UNSIGNED);
        }
    }

    private static SlackSignature.Check check(Instant at, String signature, byte[] body) {
        return SlackSignature.check(CREDENTIALS, Long.toString(at.getEpochSecond()), signature, body, NOW);
    }

    private static com.slack.api.app_backend.SlackSignature.Verifier slack(String secret) {
        return new com.slack.api.app_backend.SlackSignature.Verifier(
                new com.slack.api.app_backend.SlackSignature.Generator(secret));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Slack's library takes a text and encodes it; halves of surrogate pairs have no encoding. */
    private static String replaced(String text) {
        return new String(utf8(text), StandardCharsets.UTF_8);
    }
}
