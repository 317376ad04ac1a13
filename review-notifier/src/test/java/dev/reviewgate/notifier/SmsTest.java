package dev.reviewgate.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SmsTest {
    private static final String LINK = "https://abcdefghij.execute-api.us-east-1.amazonaws.com/review?review="
            + "CsWYyBbjpAT47NfS3GsvBg&key=sample-key-of-the-files-in-events-000000000";

    @Property
    void whateverItIsAboutItIsOneLineOfTwoPartsThatEndsWithTheLink(@ForAll String what) {
        String sms = Sms.line("prod: Reminder 1 of 2. ", what, " Decide by Wed 4 Mar, 09:00 UTC: " + LINK);

        assertThat(sms)
                .doesNotContain("\n")
                .startsWith("prod: Reminder 1 of 2. ")
                .endsWith(": " + LINK);
        assertThat("REVIEW GATE> ".length() + Sms.places(sms)).isLessThanOrEqualTo(306);
    }

    @Test
    void aLetterThatPhonesSendAtSixteenBitsIsReplacedByOneTheySendAtSeven() {
        assertThat(Sms.line("", "Łódź – “naïve” café… 漢", ""))
                .isEqualTo("?ódz - \"naive\" café... ?".replace("ó", "o"));
    }

    @Test
    void someCharactersTakeTwoPlaces() {
        assertThat(Sms.places("[a]€")).isEqualTo(7);
    }
}
