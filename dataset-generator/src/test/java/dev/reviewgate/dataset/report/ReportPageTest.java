package dev.reviewgate.dataset.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reviewgate.dataset.screening.Report;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;

/** Reads the page as a browser does; the files in {@code target/pages} are there to be looked at. */
class ReportPageTest {
    private static final double THRESHOLD = 0.06;

    @Test
    void thePageNeedsNothingBesidesItself() throws IOException {
        String html = html(SampleReports.sample());
        Files.writeString(Files.createDirectories(Path.of("target", "pages")).resolve("report.html"), html);

        Document page = Jsoup.parse(html);

        assertThat(page.select("script, img, link, iframe, object, embed, base, form, [style], [src], [onclick]"))
                .isEmpty();
        assertThat(page.select("[href]").eachAttr("href")).isNotEmpty().allMatch(href -> href.startsWith("#"));
        assertThat(Style.CSS).doesNotContain("url(", "@import", "http", "expression");
        assertThat(page.select("meta[http-equiv=Content-Security-Policy]").attr("content"))
                .startsWith("default-src 'none'; style-src 'sha256-")
                .contains(Style.HASH);
        assertThat(page.expectFirst("head style").data()).isEqualTo(Style.CSS);
    }

    @Test
    void thePageCanBeUsedWithoutSeeingIt() {
        Document page = page(SampleReports.sample());

        assertThat(page.select("html[lang=en], header, main, nav[aria-label], footer"))
                .hasSize(5);
        assertThat(page.select("h1")).hasSize(1);
        assertThat(page.select("svg:not([aria-hidden=true])")).isNotEmpty().allSatisfy(svg -> {
            assertThat(svg.attr("role")).isEqualTo("img");
            assertThat(svg.attr("aria-label")).isNotBlank();
        });
        assertThat(page.select("table"))
                .isNotEmpty()
                .allSatisfy(table -> assertThat(table.select("caption").text()).isNotBlank());
        assertThat(page.select("th"))
                .isNotEmpty()
                .allSatisfy(th -> assertThat(th.attr("scope")).isIn("col", "row"));
        assertThat(page.select("[aria-labelledby]"))
                .isNotEmpty()
                .allSatisfy(named -> assertThat(page.getElementById(named.attr("aria-labelledby")))
                        .isNotNull());
        assertThat(page.select("a[href]"))
                .isNotEmpty()
                .allSatisfy(
                        link -> assertThat(page.getElementById(link.attr("href").substring(1)))
                                .isNotNull());
        List<String> ids = page.select("[id]").eachAttr("id");
        assertThat(ids).doesNotHaveDuplicates();
    }

    @Test
    void headingsSkipNoLevel() {
        List<Integer> levels = new ArrayList<>();
        page(SampleReports.sample())
                .select("h1, h2, h3, h4")
                .forEach(h -> levels.add(Integer.parseInt(h.tagName().substring(1))));

        assertThat(levels).startsWith(1).hasSizeGreaterThan(10);
        for (int i = 1; i < levels.size(); i++) {
            assertThat(levels.get(i)).isLessThanOrEqualTo(levels.get(i - 1) + 1);
        }
    }

    @Test
    void whatIsWrongWithTheFileComesBeforeWhatIsWrongWithItsRows() {
        Document page = page(SampleReports.sample());

        List<String> headings = page.select("h2").eachText();
        assertThat(headings)
                .containsExactly(
                        "Result",
                        "The file as a whole",
                        "Reasons",
                        "The last published runs",
                        "Columns",
                        "Examples",
                        "Origin");
        assertThat(page.select(".findings li").eachText())
                .first()
                .asString()
                .contains("basket_eur", "population stability index 0.41; expected: below 0.25");
        assertThat(page.select(".verdict").text())
                .isEqualTo(
                        "Not more than the 6 % that may pass, but the file as a whole is not as expected, so somebody"
                                + " has to look at it.");
    }

    @Test
    void theShareIsHeldAgainstTheThreshold() {
        Report above = SampleReports.with(r -> ((ObjectNode) r).putArray("fileFindings"));

        assertThat(Jsoup.parse(html(above, 0.02)).select(".verdict").text())
                .isEqualTo("More than the 2 % that may pass, so somebody has to look at it.");
        assertThat(Jsoup.parse(html(above, 0.06)).select(".verdict").text())
                .isEqualTo("Not more than the 6 % that may pass: nobody has to look at it.");
        assertThat(Jsoup.parse(html(above, above.anomalyShare())).select(".asks"))
                .isEmpty();
    }

    @Test
    void withoutAThresholdThePageSaysNothingOfIt() throws IOException {
        var out = new ByteArrayOutputStream();

        ReportPage.write(SampleReports.with(r -> ((ObjectNode) r).putArray("fileFindings")), out);

        Document page = Jsoup.parse(out.toString(StandardCharsets.UTF_8));
        assertThat(page.select(".verdict, .meter .fence")).isEmpty();
        assertThat(page.select(".big").text()).isEqualTo("2.31 % flagged: 2,312 of 100,104 rows");
    }

    @Test
    void reasonsAreRanked() {
        Document page = page(SampleReports.with(r -> {
            ArrayNode reasons = (ArrayNode) r.get("reasons");
            reasons.add(reasons.remove(0));
        }));

        assertThat(page.select("section[aria-labelledby=reasons] tbody th").eachText())
                .startsWith("outlier", "not readable as the column's type", "duplicate value", "missing value")
                .hasSize(10);
    }

    @Test
    void aColumnSaysWhichChecksFailedAndHowItsNumbersLie() {
        Element column = page(SampleReports.sample()).select("article.column").get(4);

        assertThat(column.select("h3").text()).isEqualTo("basket_eur");
        assertThat(column.select(".checks li").eachText())
                .containsExactly("10 × missing value", "12 × not readable as the column's type", "539 × outlier");
        assertThat(column.select(".shift").text()).isEqualTo("Shift against the last one: 0.41 (shifted)");
        assertThat(column.select("table.statistics").text())
                .contains("Median 27.1", "Fences 3.9 to 188.2", "Set at 3.5 robust deviations, on a log scale");
        assertThat(column.select("figure svg").attr("aria-label"))
                .isEqualTo("Histogram of basket_eur from 0 to 240; outliers lie below 3.9 and above 188.2; flagged: 539"
                        + " of 99,978 numbers, 103 above 240");
        assertThat(column.select("line.fence")).hasSize(2);
        assertThat(column.select("figcaption").eachText())
                .containsExactly(
                        "accepted flagged: 539 of 99,978 numbers. Dashed: the fences, beyond which a number is an"
                                + " outlier.",
                        "Median 27.1; in the last published runs, the newest first: 19.6; 19.8; 19.5; 20.1; 19.7.");
    }

    @Test
    void aBarStandsOnWhatWasFlaggedOfItAndAllBarsHaveOneScale() {
        var histogram = new Report.Histogram(0, 240, List.of(10L, 20L, 40L, 40L), 0, 0, List.of(0L, 5L, 0L, 40L), 0, 0);
        var statistics = new Report.Statistics(110, 0, 240, 1, 1, 1, 1, 1, 1, 1, "LINEAR", 3.5, null, 90.0, true);

        Chart chart = Chart.of("x", histogram, statistics);

        assertThat(chart.parts())
                .extracting(Chart.Part::look, Chart.Part::y, Chart.Part::height)
                .containsExactly(
                        tuple("in", "88.0", "22.0"),
                        tuple("out", "99.0", "11.0"),
                        tuple("in", "66.0", "33.0"),
                        tuple("in", "22.0", "88.0"),
                        tuple("out", "22.0", "88.0"));
        assertThat(chart.lower()).isNull();
        assertThat(chart.text())
                .isEqualTo("Histogram of x from 0 to 240; outliers lie above 90; flagged: 45 of 110 numbers");
        assertThat(chart.isTall()).isFalse();
    }

    @Test
    void whatLiesBeyondTheHistogramHasBarsOfItsOwn() {
        var histogram = new Report.Histogram(0, 240, List.of(10L, 20L, 40L, 40L), 80, 7, List.of(0L, 0L, 0L, 0L), 8, 7);

        Chart chart = Chart.of("x", histogram, null);

        assertThat(chart.parts().stream().map(Chart.Part::look))
                .containsExactly("out", "in", "in", "in", "in", "in", "out");
        assertThat(chart.parts().get(1).height()).isEqualTo("79.2");
        assertThat(chart.parts().get(4).height()).isEqualTo("44.0");
        assertThat(chart.left()).isEqualTo("42.0");
        assertThat(chart.right()).isEqualTo("298.0");
        assertThat(List.of(chart.below(), chart.above())).containsExactly("80 below", "7 above");
        assertThat(chart.text())
                .isEqualTo("Histogram of x from 0 to 240; flagged: 15 of 197 numbers, 8 below 0 and 7 above 240");
    }

    @Test
    void fewFlaggedNumbersAreSeenBesideMany() {
        var histogram = new Report.Histogram(0, 2, List.of(1_000_000L, 1L), 0, 0, List.of(1L, 1L), 0, 0);

        assertThat(Chart.of("x", histogram, null).parts())
                .filteredOn(part -> part.look().equals("out"))
                .hasSize(2)
                .allSatisfy(part -> assertThat(part.height()).isEqualTo("1.5"));
    }

    @Test
    void theLastPublishedRunsAreListedBelowThisOne() {
        Document page = page(SampleReports.sample());

        assertThat(page.select("section[aria-labelledby=runs] tbody tr").eachText())
                .containsExactly(
                        "This one 100,104 2.31 %",
                        "2026-11-21 09:00 UTC 98,044 1.90 %",
                        "2026-11-20 09:00 UTC 97,310 1.80 %",
                        "2026-11-19 09:00 UTC 99,120 2.10 %",
                        "2026-11-18 09:00 UTC 96,874 6.10 %",
                        "2026-11-17 09:00 UTC 95,402 1.80 %");
        assertThat(page.select("section[aria-labelledby=runs] .hot").eachText()).containsExactly("6.10 %");
        assertThat(page(SampleReports.with(r -> ((ObjectNode) r).putArray("history")))
                        .select("#runs, [href=#runs], polyline"))
                .isEmpty();
    }

    @Test
    void aRunWithoutTheColumnIsLeftOutOfItsLine() {
        Report report = SampleReports.with(r -> {
            ((ObjectNode) r.at("/history/1/medians")).remove("age");
            ((ObjectNode) r.at("/history/2/medians")).put("age", 2_000);
        });

        Element age = page(report).select("article.column").get(8);

        assertThat(age.select("figcaption").eachText())
                .last()
                .isEqualTo("Median 44; in the last published runs, the newest first: 44; none; 2000; 44; 44.");
        assertThat(age.select("circle.earlier")).hasSize(4);
        assertThat(age.select("circle.now")).hasSize(1);
        assertThat(age.select("circle").eachAttr("cy")).containsExactly("37.6", "37.6", "6.0", "37.6", "37.6");
    }

    @Test
    void aColumnOfPersonalDataIsCalledThat() {
        Document page = page(SampleReports.sample());

        assertThat(page.select("article.column p.muted").eachText())
                .filteredOn(text -> text.contains("personal data"))
                .hasSize(2);
    }

    @Test
    void aMissingValueThatMayBeMissingIsNoFailedCheck() {
        Document page = page(SampleReports.with(r -> ((ObjectNode) r.at("/columns/7")).put("missing", 11_790)));

        assertThat(page.select("article.column").get(7).select(".checks").text())
                .isEqualTo("96 × not as the declared pattern");
    }

    @Test
    void anExampleMarksTheCellAtFaultAndSaysWhatWasExpected() {
        Element example = page(SampleReports.sample()).select("article.example").get(2);

        assertThat(example.select("h3").text()).isEqualTo("Row 8,004");
        assertThat(example.select(".bad dt").eachText()).containsExactly("birth_date", "country", "age");
        assertThat(example.select(".bad dd").eachText())
                .containsExactly(
                        "(empty) missing value", "Österreich unknown category", "203 outside the declared range");
        assertThat(example.select(".whys li").eachText())
                .contains("age: outside the declared range: 203 expected: 0 to 130");
        assertThat(example.select(".cells div")).hasSize(9);
    }

    @Test
    void aRowWithTooFewFieldsIsShownAsFarAsItGoes() {
        Element example = page(SampleReports.sample()).select("article.example").get(4);

        assertThat(example.select(".whys li").text()).isEqualTo("wrong number of fields: 3 fields expected: 9 fields");
        assertThat(example.select(".cells div")).hasSize(3);
    }

    @Test
    void aGeneratedDatasetIsComparedWithNothing() {
        Document page = page(SampleReports.with(r -> {
            ((ObjectNode) r).set("source", SampleReports.JSON.valueToTree(new Report.Source.Generated(42, 0.08)));
            ((ObjectNode) r).putNull("comparedWith");
            r.get("columns").forEach(column -> ((ObjectNode) column).putNull("shift"));
        }));

        assertThat(page.select("h1").text()).isEqualTo("Screening of Generated dataset");
        assertThat(page.select("section[aria-labelledby=columns]").text())
                .contains("A generated dataset is compared with nothing.")
                .doesNotContain("Shift");
        assertThat(page.select("article .shift")).isEmpty();
    }

    @Test
    void whatCannotBeSeenIsShown() {
        assertThat(Shown.text("a\u202Eb\u0007c\u00A0d\u200Be\nf\u2028"))
                .isEqualTo("a‹U+202E›b‹U+0007›c‹U+00A0›d‹U+200B›e‹U+000A›f‹U+2028›");
        assertThat(Shown.text("  de ")).isEqualTo("‹U+0020›‹U+0020›de‹U+0020›");
        assertThat(Shown.text("   ")).isEqualTo("‹U+0020›‹U+0020›‹U+0020›");
        assertThat(Shown.text("\uD800 and \uDBFF\uDFFF")).isEqualTo("‹U+D800› and ‹U+10FFFF›");
        assertThat(Shown.text("Zoë 👩‍🔬 שלום")).isEqualTo("Zoë 👩‍🔬 שלום");
    }

    @Property(tries = 500)
    void anyTextIsShownShortAndWithoutControls(@ForAll String text) {
        String shown = Shown.text(text);

        assertThat(shown.length()).isLessThanOrEqualTo(120 * "‹U+10FFFF›".length());
        assertThat(shown.codePoints()
                        .filter(c -> Character.isISOControl(c)
                                || Character.getType(c) == Character.SURROGATE
                                || (Character.getType(c) == Character.FORMAT && c != 0x200C && c != 0x200D)))
                .isEmpty();
    }

    @Property(tries = 60)
    void textNeverBecomesMarkup(@ForAll("nasty") String text) {
        Document expected = page(everywhere("plain"));

        Document page = page(everywhere(text));

        assertThat(skeleton(page)).isEqualTo(skeleton(expected));
        assertThat(page.expectFirst("article.column h3 bdi").wholeText()).isEqualTo(Shown.text(text));
        assertThat(page.expectFirst("article.example dd bdi").wholeText()).isEqualTo(Shown.text(text));
    }

    @Test
    void aFileOfAThousandColumnsHasAPageOfSomeMegabytesAtMost() throws IOException {
        Report report = SampleReports.with(r -> {
            ArrayNode columns = (ArrayNode) r.get("columns");
            for (int i = columns.size(); i < 1000; i++) {
                ObjectNode column = columns.get(i % 2 == 0 ? 4 : 0).deepCopy();
                column.put("name", "column_" + i)
                        .put("flaggedRows", i % 500 == 0 ? 1 : 0)
                        .put("shift", 0.01);
                columns.add(column);
            }
        });

        Document page = page(report);

        assertThat(html(report).length()).isLessThan(2_000_000);
        assertThat(page.select("section[aria-labelledby=columns] tbody tr")).hasSize(1000);
        assertThat(page.select("article.column")).hasSize(100);
        assertThat(page.select("article.column h3").eachText()).contains("column_500");
        assertThat(page.text()).contains("900 columns more are in report.json.");
    }

    @Test
    void aStreamThatTakesNoMoreFailsTheWriting() {
        var full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("no space left");
            }
        };

        assertThatThrownBy(() -> ReportPage.write(SampleReports.sample(), full))
                .isInstanceOf(IOException.class)
                .hasMessage("no space left");
    }

    private static Report everywhere(String text) {
        return SampleReports.with(r -> {
            ((ObjectNode) r.get("source")).put("key", text).put("feed", text).put("bucket", text);
            ((ObjectNode) r.get("format")).put("charset", text).put("delimiter", text);
            ((ObjectNode) r.get("comparedWith")).put("screenedAt", text);
            ((ObjectNode) r).put("screenedAt", text);
            ((ObjectNode) r.at("/history/0")).put("screenedAt", text);
            ((ObjectNode) r.at("/fileFindings/0"))
                    .put("column", text)
                    .put("found", text)
                    .put("expected", text);
            ((ObjectNode) r.at("/columns/0")).put("name", text);
            ((ObjectNode) r.at("/columns/5/distribution/values/0")).put("value", text);
            ((ArrayNode) r.at("/examples/0/values")).set(0, text);
            ((ObjectNode) r.at("/examples/0/findings/0"))
                    .put("column", text)
                    .put("value", text)
                    .put("expected", text);
        });
    }

    /** Returns the elements and attribute names of a page, in order: what must not depend on anybody's text. */
    private static String skeleton(Document page) {
        return page.getAllElements().stream()
                .map(element -> element.tagName()
                        + element.attributes().asList().stream()
                                .map(Attribute::getKey)
                                .collect(Collectors.joining(",", "(", ")")))
                .collect(Collectors.joining(" "));
    }

    private static Document page(Report report) {
        return Jsoup.parse(html(report));
    }

    private static String html(Report report) {
        return html(report, THRESHOLD);
    }

    private static String html(Report report, double threshold) {
        var out = new ByteArrayOutputStream();
        try {
            ReportPage.write(report, threshold, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    @Provide
    Arbitrary<String> nasty() {
        return Arbitraries.oneOf(
                        Arbitraries.strings()
                                .withChars("<>\"'&=;/\\`(){}!-$@%ab ")
                                .ofMinLength(1)
                                .ofMaxLength(40),
                        Arbitraries.of(
                                "</title><script>alert(1)</script>",
                                "\"><svg onload=alert(1)>",
                                "' autofocus onfocus='alert(1)",
                                "</style><img src=x>",
                                "<!--",
                                "]]>",
                                "&lt;b&gt;",
                                "javascript:alert(1)",
                                "${7*7}"))
                .filter(text -> !text.isBlank());
    }
}
