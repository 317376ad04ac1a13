package dev.reviewgate.slack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reviewgate.core.Reviewer;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class MrkdwnTest {
    @Property
    void whatIsEscapedReadsAsItWasWritten(@ForAll String text) {
        String escaped = Mrkdwn.escape(text);

        assertThat(escaped).doesNotContain("<", ">");
        assertThat(escaped.replace("&lt;", "").replace("&gt;", "").replace("&amp;", ""))
                .doesNotContain("&");
        assertThat(escaped.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))
                .isEqualTo(encodable(text));
    }

    @Property
    void aLimitIsKeptAndNothingIsCutInTwo(
            @ForAll String start,
            @ForAll @IntRange(min = 0, max = 40) int specials,
            @ForAll @IntRange(min = 1, max = 60) int max) {
        String text = encodable(start) + "<&>😀".repeat(specials);
        String escaped = Mrkdwn.escape(text, max);

        assertThat(escaped.length()).isLessThanOrEqualTo(max);
        assertThat(encodable(escaped)).isEqualTo(escaped);
        assertThat(escaped.replace("&lt;", "").replace("&gt;", "").replace("&amp;", ""))
                .doesNotContain("&");
        assertThat(escaped.equals(Mrkdwn.escape(text)) || escaped.endsWith("…")).isTrue();
    }

    @Property
    void aTextWithoutMarkupKeepsItsLimitToo(@ForAll String start, @ForAll @IntRange(min = 2, max = 60) int max) {
        String text = encodable(start) + "😀".repeat(30);
        String cut = Mrkdwn.plain(text, max);

        assertThat(cut.length()).isLessThanOrEqualTo(max);
        assertThat(encodable(cut)).isEqualTo(cut);
    }

    @Property
    void everyLineOfAQuotationIsQuoted(@ForAll @IntRange(min = 0, max = 3000) int lines) {
        String quoted = Mrkdwn.quote("x" + "\nx".repeat(lines), 2500);

        assertThat(quoted.length()).isLessThanOrEqualTo(2500);
        assertThat(quoted.lines()).allMatch(line -> line.startsWith(">"));
    }

    @Test
    void nobodyIsMentionedByWhatSomebodyTypes() {
        assertThat(Mrkdwn.escape("<!channel> <@U0ANNA> <https://evil.example|Open> R&D"))
                .isEqualTo("&lt;!channel&gt; &lt;@U0ANNA&gt; &lt;https://evil.example|Open&gt; R&amp;D");
    }

    @Test
    void onlyWhomSlackKnowsIsMentioned() {
        assertThat(Mrkdwn.person(Reviewer.inSlack("Anna", "U0ANNA"))).isEqualTo("<@U0ANNA>");
        assertThat(Mrkdwn.person(new Reviewer("Eve", "!channel", "slack", true)))
                .isEqualTo("Eve");
        assertThat(Mrkdwn.person(new Reviewer("Eve", "U0ANNA", "link", false))).isEqualTo("Eve");
        assertThat(Mrkdwn.approver("S0LEADS")).isEqualTo("<!subteam^S0LEADS>");
        assertThat(Mrkdwn.approver("arn:aws:iam::123456789012:user/team/anna")).isEqualTo("anna (AWS)");
    }

    @Test
    void aTimeIsTheReadersOwn() {
        assertThat(Mrkdwn.time(Instant.parse("2026-03-02T09:00:00Z")))
                .isEqualTo("<!date^1772442000^{date_short_pretty} at {time}|2026-03-02 09:00 UTC>");
    }

    private static String encodable(String text) {
        return text.codePoints()
                .map(c -> Character.getType(c) == Character.SURROGATE ? 0xFFFD : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
