package dev.reviewgate.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormTest {
    @Property
    void anyBytesAreReadOrRefusedAndNothingElse(@ForAll byte[] bytes) {
        try {
            assertThat(Params.parse(bytes).text("name")).isNotNull();
        } catch (BadRequest e) {
            assertThat(e.why()).startsWith("The form");
        }
    }

    @Property(tries = 200)
    void anyBodyIsAnsweredAndDecidesNothing(@ForAll byte[] bytes) {
        Stage stage = Stage.open();

        Answer answer =
                stage.send(Events.postRaw("/approve", Base64.getEncoder().encodeToString(bytes))
                        .put("isBase64Encoded", true));

        assertThat(answer.status()).isIn(400, 404);
        assertThat(stage.tasks.calls()).isZero();
    }

    @Property
    void whatABrowserEncodesComesBack(@ForAll("text") String name, @ForAll("text") String value) {
        String form = URLEncoder.encode(name, StandardCharsets.UTF_8) + "="
                + URLEncoder.encode(value, StandardCharsets.UTF_8) + "&x=1";
        Assume.that(!name.equals("x"));

        Params params = Params.parse(form.getBytes(StandardCharsets.UTF_8));

        assertThat(params.text(name)).isEqualTo(value);
        assertThat(params.text("x")).isEqualTo("1");
        assertThat(params).hasToString("Params[2]");
    }

    @Property(tries = 100)
    void anyNameAndCommentArriveInTheDecisionOrAreRefused(@ForAll("text") String name, @ForAll("text") String comment) {
        Stage stage = Stage.open();

        Answer answer = stage.reject(name, comment);

        if (answer.status() == 200) {
            assertThat(stage.decision().reviewer().name()).isEqualTo(name.strip());
            assertThat(stage.decision().comment())
                    .isEqualTo(comment.replace("\r\n", "\n").strip());
        } else {
            assertThat(answer.status()).isEqualTo(400);
            assertThat(stage.tasks.calls()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=%", "a=%4", "a=%4g", "a=%ff", "%c3=1", "a=1&a=2", "a=%ED%A0%80"})
    void whatCouldMeanTwoThingsIsRefused(String form) {
        assertThatThrownBy(() -> Params.parse(form.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(BadRequest.class);
    }

    @ParameterizedTest
    @CsvSource({"'a=%41',A", "'a=%c3%a9',é", "'&&a=b=c',b=c", "'a',''", "'a=x+y%2B',x y+", "'b=1&a=é',é"})
    void theUsualFormsAreRead(String form, String value) {
        assertThat(Params.parse(form.getBytes(StandardCharsets.UTF_8)).text("a"))
                .isEqualTo(value);
    }

    @Test
    void whatIsMissingIsSaidBesideTheFieldAndWhatWasTypedIsKept() {
        Stage stage = Stage.open();

        Answer answer = stage.reject(" \t ", "");
        Answer half = stage.approve("CLEAN", "");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.page().select("#name-problem").text()).contains("your name");
        assertThat(answer.page().select("#comment-problem").text()).contains("say why");
        assertThat(answer.page().select("#name[aria-invalid=true]").attr("aria-describedby"))
                .isEqualTo("name-problem name-hint");
        assertThat(half.page().select("input[checked]").val()).isEqualTo("CLEAN");
        assertThat(stage.tasks.calls()).isZero();
    }

    @Test
    void longestValuesAreTakenAndLongerOnesAreNot() {
        Stage stage = Stage.open();

        Answer longer = stage.reject("n".repeat(101), "c".repeat(2001));
        Answer longest = stage.reject("n".repeat(100), "c".repeat(2000));

        assertThat(longer.status()).isEqualTo(400);
        assertThat(longer.text()).contains("101 characters; at most 100", "2001 characters; at most 2000");
        assertThat(longer.page().select("#name").val()).hasSize(101);
        assertThat(longest.status()).isEqualTo(200);
    }

    @Provide
    Arbitrary<String> text() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(120).filter(FormTest::isUnicode),
                Arbitraries.strings()
                        .withChars("<>\"'&=%+;/\\\r\n\t éß漢\u0000\u200f")
                        .ofMaxLength(40),
                Arbitraries.of(
                        "👍🏽", "<script>alert(1)</script>", "\" onfocus=\"alert(1)", "</textarea><b>", "{{7*7}}"));
    }

    private static boolean isUnicode(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }
}
