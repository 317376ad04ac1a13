package dev.reviewgate.local.pages;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Draws a state machine, and on it how far an execution has come. */
final class GraphSvg {
    private static final double BEND = 30;

    /** A wider one is scrolled on a phone rather than made smaller than this, in pixels. */
    private static final double READABLE = 544;

    private GraphSvg() {}

    /**
     * @param classes state name to {@code done}, {@code now} or {@code failed}
     * @param notes what stands below the names of some states
     */
    static Html draw(Graph graph, Map<String, String> classes, Map<String, String> notes) {
        GraphLayout layout = new GraphLayout(graph);
        Html svg = new Html();
        svg.open(
                "svg",
                "class",
                layout.width() > READABLE ? "graph wide" : "graph",
                "viewBox",
                "0 0 " + number(layout.width()) + " " + number(layout.height()),
                "width",
                number(layout.width()),
                "height",
                number(layout.height()),
                "role",
                "img",
                "aria-label",
                "The state machine; " + spoken(classes));
        svg.open("defs");
        for (String kind : new String[] {"way", "error"}) {
            svg.open(
                            "marker",
                            "id",
                            kind,
                            "viewBox",
                            "0 0 8 8",
                            "refX",
                            "7",
                            "refY",
                            "4",
                            "markerWidth",
                            "8",
                            "markerHeight",
                            "8",
                            "orient",
                            "auto")
                    .open("path", "d", "M0 0 8 4 0 8z", "class", kind + "-head")
                    .close("path")
                    .close("marker");
        }
        svg.close("defs");
        layout.ways().forEach(way -> way(svg, way));
        layout.states()
                .forEach((name, point) -> state(
                        svg,
                        name,
                        graph.types().getOrDefault(name, ""),
                        point,
                        classes.getOrDefault(name, ""),
                        notes.getOrDefault(name, "")));
        return svg.close("svg");
    }

    private static String spoken(Map<String, String> classes) {
        StringBuilder text = new StringBuilder("states entered: ");
        classes.keySet().forEach(name -> text.append(name).append(", "));
        return text.toString();
    }

    private static void state(Html svg, String name, String type, GraphLayout.Point at, String kind, String note) {
        double width = GraphLayout.NODE_WIDTH;
        double height = GraphLayout.NODE_HEIGHT;
        boolean choice = type.equals("Choice");
        svg.open("g", "class", ("state " + kind).trim());
        svg.open("title").text(name + " (" + type + ")").close("title");
        svg.open(
                        "rect",
                        "x",
                        number(at.x() - width / 2),
                        "y",
                        number(at.y() - height / 2),
                        "width",
                        number(width),
                        "height",
                        number(height),
                        "rx",
                        choice ? "20" : "6")
                .close("rect");
        double below = note.isEmpty() ? 4.5 : -2.5;
        svg.open("text", "x", number(at.x()), "y", number(at.y() + below), "text-anchor", "middle")
                .text(name)
                .close("text");
        if (!note.isEmpty()) {
            svg.open("text", "x", number(at.x()), "y", number(at.y() + 13), "text-anchor", "middle", "class", "note")
                    .text(note)
                    .close("text");
        }
        svg.close("g");
    }

    private static void way(Html svg, GraphLayout.Way way) {
        String kind = way.edge().error() ? "error" : "way";
        List<GraphLayout.Point> points = way.points();
        StringBuilder path = new StringBuilder();
        boolean down = points.get(points.size() - 1).y() > points.get(0).y();
        double half = (down ? 1 : -1) * GraphLayout.NODE_HEIGHT / 2;
        for (int i = 0; i < points.size(); i++) {
            GraphLayout.Point point = points.get(i);
            double y = point.y() + (i == 0 ? half : i == points.size() - 1 ? -half : 0);
            if (i == 0) {
                path.append("M").append(number(point.x())).append(' ').append(number(y));
            } else {
                GraphLayout.Point before = points.get(i - 1);
                double from = before.y() + (i == 1 ? half : 0);
                double pull = down ? BEND : -BEND;
                path.append(" C")
                        .append(number(before.x()))
                        .append(' ')
                        .append(number(from + pull))
                        .append(' ')
                        .append(number(point.x()))
                        .append(' ')
                        .append(number(y - pull))
                        .append(' ')
                        .append(number(point.x()))
                        .append(' ')
                        .append(number(y));
            }
        }
        svg.open("path", "class", kind, "d", path.toString(), "marker-end", "url(#" + kind + ")")
                .close("path");
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
