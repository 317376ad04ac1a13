package dev.reviewgate.local.pages;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MrkdwnTest {
    @ParameterizedTest
    @CsvSource(
            delimiterString = "->",
            quoteCharacter = '\u0000',
            value = {
                "*bold* and _italic_  ->  <strong>bold</strong> and <em>italic</em>",
                "*bold with _italic_*  ->  <strong>bold with <em>italic</em></strong>",
                "~gone~ `a*b*c`  ->  <s>gone</s> <code>a*b*c</code>",
                "2*3*4 and snake_case_name  ->  2*3*4 and snake_case_name",
                "* not bold * at all  ->  * not bold * at all",
                "&lt;b&gt; &amp;amp;  ->  &lt;b&gt; &amp;amp;",
                "<https://example.com/?a=1&amp;b=2|here>  ->  <a href=\"https://example.com/?a=1&amp;b=2\">here</a>",
                "<javascript:alert(1)|here>  ->  here",
                "<@U0BEN> in <#C0ONCALL>  ->  <span class=\"mention\">@Ben</span> in <span class=\"mention\">#on-call</span>",
                "<@U0NOBODY>  ->  <span class=\"mention\">@U0NOBODY</span>",
                "<!date^1763798400^{date_short_pretty} at {time}|then>  ->  Nov 22, 2025 at 08:00",
                "<!date^soon^{time}|then>  ->  then",
                ":warning: :unknown:  ->  \u26a0\ufe0f :unknown:"
            })
    void isDrawnAsSlackDrawsIt(String markup, String drawn) {
        assertThat(drawn(markup)).isEqualTo(drawn);
    }

    @Test
    void linesThatBeginWithABracketAreOneQuote() {
        assertThat(drawn("said:\n>one\n&gt; *two*\nend"))
                .isEqualTo("said:<blockquote>one<br><strong>two</strong></blockquote>end");
    }

    private static String drawn(String markup) {
        Html html = new Html();
        new Mrkdwn(html).draw(markup);
        return html.toString();
    }
}
