package dev.reviewgate.callback;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reviewgate.core.Fact;
import dev.reviewgate.core.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChartsTest {
    @Property
    void theShareAndItsThresholdAreInsideTheDrawing(
            @ForAll @DoubleRange(max = 1) double share, @ForAll @DoubleRange(max = 1) double threshold) {
        ShareChart chart = new ShareChart(share, threshold);

        assertThat(Double.parseDouble(chart.line())).isBetween(2.0, 338.0);
        assertThat(Double.parseDouble(chart.within()) + Double.parseDouble(chart.over()))
                .isBetween(0.0, 336.1);
        assertThat(chart.isOver()).isEqualTo(share > threshold);
        assertThat(chart.words()).isNotEmpty();
    }

    @Property
    void everyBarIsInsideTheDrawing(
            @ForAll @Size(24) List<@LongRange(max = 1_000_000_000_000L) Long> counts,
            @ForAll @Size(24) List<@LongRange(max = 1_000_000_000_000L) Long> flagged,
            @ForAll @LongRange(max = 1_000_000_000_000L) long below,
            @ForAll @LongRange(max = 1_000_000_000_000L) long above) {
        ObjectNode report = report(0.1);
        ObjectNode histogram = (ObjectNode) report.at("/columns/0/histogram");
        put(histogram.putArray("counts"), counts);
        put(histogram.putArray("flagged"), flagged);
        histogram
                .put("below", below)
                .put("above", above)
                .put("flaggedBelow", below)
                .put("flaggedAbove", above);

        HistogramChart chart = HistogramChart.of(Report.parse(report)).get(0);

        assertThat(chart.bars()).allSatisfy(bar -> {
            assertThat(Double.parseDouble(bar.y())).isBetween(18.0, 112.0);
            assertThat(Double.parseDouble(bar.x())).isBetween(6.0, 334.0);
            assertThat(Double.parseDouble(bar.x()) + Double.parseDouble(bar.width()))
                    .isLessThanOrEqualTo(334.1);
            assertThat(Double.parseDouble(bar.height())).isGreaterThanOrEqualTo(2.5);
        });
    }

    @Property
    void everyRunIsInsideItsDrawing(
            @ForAll @Size(min = 1, max = 5) List<@DoubleRange(min = -1e9, max = 1e9) Double> medians) {
        ObjectNode report = report(0.1);
        medians.forEach(median -> report.withArray("history")
                .addObject()
                .put("screenedAt", "2026-11-20T09:00:00Z")
                .put("rows", 900)
                .put("anomalyShare", 0.1)
                .putObject("medians")
                .put("height_cm", median));

        RunsChart chart = RunsChart.of(Report.parse(report));

        assertThat(chart.figures())
                .extracting(RunsChart.Figure::name)
                .containsExactly("Rows", "Flagged share", "Median of height_cm");
        assertThat(chart.figures()).flatExtracting(RunsChart.Figure::dots).allSatisfy(dot -> {
            assertThat(Double.parseDouble(dot.x())).isBetween(6.0, 134.0);
            assertThat(Double.parseDouble(dot.y())).isBetween(7.0, 33.0);
        });
        assertThat(chart.figures()).allSatisfy(f -> assertThat(f.dots()).hasSize(medians.size()));
    }

    @ParameterizedTest
    @CsvSource({
        "0.0801,0.06,2.01 points over the 6 % that may pass without a review.",
        "0.19,0.06,3.1 times the 6 % that may pass without a review.",
        "0.06,0.06,'Up to 6 % may pass, so this alone would not have stopped it.'",
        "0.02,0,2 points over the 0 % that may pass without a review."
    })
    void theShareIsComparedInWords(double share, double threshold, String words) {
        assertThat(new ShareChart(share, threshold).words()).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({
        "Allowed without a review,up to 6 %,0.06",
        "Anomaly share,8.0 % (threshold 6.5 %),0.065",
        "Limit,2%,0.02"
    })
    void theThresholdIsFoundAmongTheFacts(String label, String value, double threshold) {
        ShareChart chart = ShareChart.of(Report.parse(report(0.08)), List.of(new Fact(label, value)));

        assertThat(chart.threshold()).isEqualTo(threshold);
    }

    @Test
    void theReportKnowsTheThresholdBest() {
        ObjectNode report = report(0.08).put("threshold", 0.05);

        ShareChart chart = ShareChart.of(Report.parse(report), List.of(new Fact("Allowed", "up to 6 %")));

        assertThat(chart.threshold()).isEqualTo(0.05);
        assertThat(ShareChart.of(Report.parse(report(0.08)), List.of()).words()).isEmpty();
    }

    @Test
    void flaggedValuesStandOnTopOfAcceptedOnesInTheSameDrawing() {
        HistogramChart chart = HistogramChart.of(sample()).get(0);

        assertThat(chart.column()).isEqualTo("height_cm");
        assertThat(chart.bars()).extracting(HistogramChart.Bar::kind).contains("accepted", "flagged");
        assertThat(chart.below()).isNotNull();
        assertThat(chart.text()).contains("900 values flagged; 740 below 125 and 99 above 215.");
    }

    @Test
    void columnsWithMostFlaggedRowsAreDrawnFirst() {
        assertThat(HistogramChart.of(sample()))
                .extracting(HistogramChart::column)
                .containsExactly("height_cm", "basket_eur", "age");
        assertThat(BarChart.ofColumns(sample()).bars())
                .extracting(BarChart.Bar::name)
                .startsWith("height_cm", "basket_eur", "birth_date");
    }

    @Test
    void aRunIsComparedWithTheOnesBeforeIt() {
        RunsChart chart = RunsChart.of(sample());

        assertThat(chart.title()).isEqualTo("Beside the last 5 published runs");
        assertThat(chart.figures())
                .extracting(RunsChart.Figure::text)
                .contains(
                        "Rows: 100,104 now, 95,402 to 99,120 before",
                        "Flagged share: 2.31 % now, 1.80 % to 6.10 % before",
                        "Median of basket_eur: 27.1 now, 19.5 to 20.1 before");
        assertThat(chart.figures())
                .filteredOn(f -> f.name().equals("Median of basket_eur"))
                .first()
                .satisfies(f -> assertThat(f.change()).isEqualTo("higher than before"));
    }

    @Test
    void withoutHistoryThereIsNothingToCompare() {
        assertThat(RunsChart.of(Report.parse(report(0.1))).figures()).isEmpty();
        assertThat(Stage.open().get("/review").page().select(".figures")).isEmpty();
    }

    private static Report sample() {
        return Report.parse(Stage.json(new String(Stage.event("report.json"), StandardCharsets.UTF_8)));
    }

    private static ObjectNode report(double share) {
        ObjectNode report = Json.mapper().createObjectNode();
        report.put("rows", 1000).put("flaggedRows", 100).put("anomalyShare", share);
        ObjectNode column =
                report.putArray("columns").addObject().put("name", "height_cm").put("flaggedRows", 7);
        column.putObject("statistics")
                .put("median", 171.2)
                .put("lowerFence", 139.0)
                .putNull("upperFence");
        ObjectNode histogram = column.putObject("histogram").put("from", 125).put("to", 215);
        put(histogram.putArray("counts"), List.of(1L, 2L));
        return report;
    }

    private static void put(ArrayNode array, List<Long> values) {
        values.forEach(array::add);
    }
}
