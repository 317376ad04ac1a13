package dev.reviewgate.local.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GraphTest {
    private static final String DEFINITION = """
            {"StartAt": "Make", "States": {
              "Make": {"Type": "Task", "Next": "Ask?", "Catch": [{"Next": "Failed"}]},
              "Ask?": {"Type": "Choice", "Choices": [{"Next": "Ask"}], "Default": "Publish"},
              "Ask": {"Type": "Task", "Next": "Publish", "Catch": [{"Next": "Again?"}]},
              "Again?": {"Type": "Choice", "Choices": [{"Next": "Ask"}], "Default": "Failed"},
              "Publish": {"Type": "Task", "Next": "Done <&>"},
              "Done <&>": {"Type": "Succeed"}, "Failed": {"Type": "Fail"}}}""";

    private final Graph graph = Graph.of(DEFINITION);

    @Test
    void everyWayIsFound() {
        assertThat(graph.edges())
                .contains(new Graph.Edge("Make", "Failed", true), new Graph.Edge("Again?", "Ask", false))
                .hasSize(9);
    }

    @Test
    void statesDoNotOverlapAndWaysLeadDownSaveTheWayBack() {
        GraphLayout layout = new GraphLayout(graph);
        List<GraphLayout.Point> places = new ArrayList<>(layout.states().values());

        for (GraphLayout.Point a : places) {
            assertThat(a.x()).isBetween(GraphLayout.NODE_WIDTH / 2, layout.width());
            assertThat(places.stream()
                            .filter(b -> Math.abs(a.y() - b.y()) < GraphLayout.NODE_HEIGHT
                                    && Math.abs(a.x() - b.x()) < GraphLayout.NODE_WIDTH)
                            .count())
                    .isEqualTo(1);
        }
        assertThat(layout.ways()).hasSize(9).allSatisfy(way -> {
            double from = way.points().get(0).y();
            double to = way.points().get(way.points().size() - 1).y();
            assertThat(to > from)
                    .isEqualTo(!way.edge().from().equals("Again?")
                            || !way.edge().to().equals("Ask"));
        });
    }

    @Test
    void drawingEscapesNamesAndMarksThePosition() {
        String svg = GraphSvg.draw(graph, Map.of("Ask", "now"), Map.of("Again?", "1 of <2"))
                .toString();

        assertThat(svg)
                .contains("Done &lt;&amp;&gt;", "class=\"state now\"", "1 of &lt;2")
                .doesNotContain("Done <");
    }

    @Test
    void textIsEscapedAndOnlyWebAddressesBecomeLinks() {
        String html = new Html()
                .linked("<script>see http://127.0.0.1:1/a?b=1&c=2 \"now\"")
                .link("javascript:alert(1)", "no")
                .toString();

        assertThat(html)
                .isEqualTo("&lt;script&gt;see <a href=\"http://127.0.0.1:1/a?b=1&amp;c=2\">"
                        + "http://127.0.0.1:1/a?b=1&amp;c=2</a> &quot;now&quot;no");
    }
}
