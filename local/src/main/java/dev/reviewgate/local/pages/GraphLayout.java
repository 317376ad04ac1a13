package dev.reviewgate.local.pages;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Places a graph in layers from top to bottom (Sugiyama's method): ways back are turned round, a state stands below all that
 * lead to it, long ways get a bend per layer, layers are sorted by the mean of their neighbours and then pulled straight.
 */
final class GraphLayout {
    static final double NODE_WIDTH = 168;
    static final double NODE_HEIGHT = 40;
    private static final double BEND_WIDTH = 18;
    private static final double GAP = 22;
    private static final double LAYER_HEIGHT = 92;
    private static final double MARGIN = 14;
    private static final int SWEEPS = 16;

    /** A place in a layer: a state, or a bend of a long way. */
    private static final class Place {
        final int layer;
        final double width;
        final List<Place> above = new ArrayList<>();
        final List<Place> below = new ArrayList<>();
        double x;

        Place(int layer, double width) {
            this.layer = layer;
            this.width = width;
        }
    }

    /** The middle of a state or a bend. */
    record Point(double x, double y) {}

    /** A way and the points that it goes through, from its beginning to its end. */
    record Way(Graph.Edge edge, List<Point> points) {}

    private final Graph graph;
    private final Map<String, Integer> layers = new LinkedHashMap<>();
    private final Set<Graph.Edge> turned = new HashSet<>();
    private final Map<String, Place> states = new LinkedHashMap<>();
    private final Map<Graph.Edge, List<Place>> chains = new LinkedHashMap<>();
    private final List<List<Place>> rows = new ArrayList<>();

    GraphLayout(Graph graph) {
        this.graph = graph;
        findWaysBack(graph.start(), new HashSet<>(), new HashSet<>());
        assignLayers();
        place();
        sort();
        straighten();
    }

    double width() {
        return rows.stream()
                        .flatMap(List::stream)
                        .mapToDouble(p -> p.x + p.width / 2)
                        .max()
                        .orElse(0)
                + MARGIN;
    }

    double height() {
        return (rows.size() - 1) * LAYER_HEIGHT + NODE_HEIGHT + 2 * MARGIN;
    }

    Map<String, Point> states() {
        Map<String, Point> points = new LinkedHashMap<>();
        states.forEach((name, place) -> points.put(name, point(place)));
        return points;
    }

    List<Way> ways() {
        List<Way> ways = new ArrayList<>();
        chains.forEach((edge, chain) -> {
            List<Point> points = new ArrayList<>(chain.stream().map(this::point).toList());
            if (turned.contains(edge)) {
                java.util.Collections.reverse(points);
            }
            ways.add(new Way(edge, points));
        });
        return ways;
    }

    private Point point(Place place) {
        return new Point(place.x, MARGIN + NODE_HEIGHT / 2 + place.layer * LAYER_HEIGHT);
    }

    private void findWaysBack(String state, Set<String> done, Set<String> path) {
        if (!done.add(state)) {
            return;
        }
        path.add(state);
        for (Graph.Edge edge : graph.edges()) {
            if (edge.from().equals(state)) {
                if (path.contains(edge.to())) {
                    turned.add(edge);
                } else {
                    findWaysBack(edge.to(), done, path);
                }
            }
        }
        path.remove(state);
    }

    private void assignLayers() {
        graph.types().keySet().forEach(name -> layers.put(name, 0));
        for (int i = 0; i < graph.types().size(); i++) {
            for (Graph.Edge edge : graph.edges()) {
                int upper = layer(upper(edge));
                if (!edge.from().equals(edge.to()) && layer(lower(edge)) <= upper) {
                    layers.put(lower(edge), upper + 1);
                }
            }
        }
    }

    private int layer(String state) {
        return layers.getOrDefault(state, 0);
    }

    private String upper(Graph.Edge edge) {
        return turned.contains(edge) ? edge.to() : edge.from();
    }

    private String lower(Graph.Edge edge) {
        return turned.contains(edge) ? edge.from() : edge.to();
    }

    private void place() {
        int last = layers.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        for (int i = 0; i <= last; i++) {
            rows.add(new ArrayList<>());
        }
        layers.forEach((name, layer) -> {
            Place place = new Place(layer, NODE_WIDTH);
            states.put(name, place);
            rows.get(layer).add(place);
        });
        for (Graph.Edge edge : graph.edges()) {
            Place from = states.get(upper(edge));
            Place to = states.get(lower(edge));
            if (from == null || to == null || from == to) {
                continue;
            }
            List<Place> chain = new ArrayList<>(List.of(from));
            for (int layer = from.layer + 1; layer < to.layer; layer++) {
                Place bend = new Place(layer, BEND_WIDTH);
                rows.get(layer).add(bend);
                chain.add(bend);
            }
            chain.add(to);
            for (int i = 1; i < chain.size(); i++) {
                chain.get(i - 1).below.add(chain.get(i));
                chain.get(i).above.add(chain.get(i - 1));
            }
            chains.put(edge, chain);
        }
    }

    private void sort() {
        Map<Place, Double> position = new HashMap<>();
        rows.forEach(row -> number(row, position));
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            boolean down = sweep % 2 == 0;
            for (int i = 1; i < rows.size(); i++) {
                List<Place> row = rows.get(down ? i : rows.size() - 1 - i);
                Map<Place, Double> mean = new HashMap<>();
                for (Place place : row) {
                    List<Place> neighbours = down ? place.above : place.below;
                    mean.put(
                            place,
                            neighbours.stream()
                                    .mapToDouble(n -> position.getOrDefault(n, 0.0))
                                    .average()
                                    .orElse(position.getOrDefault(place, 0.0)));
                }
                row.sort(Comparator.comparingDouble(place -> mean.getOrDefault(place, 0.0)));
                number(row, position);
            }
        }
    }

    private static void number(List<Place> row, Map<Place, Double> position) {
        for (int i = 0; i < row.size(); i++) {
            position.put(row.get(i), i - (row.size() - 1) / 2.0);
        }
    }

    /** Pulls each place towards the mean of its neighbours, as far as those beside it leave room. */
    private void straighten() {
        for (List<Place> row : rows) {
            double x = 0;
            for (Place place : row) {
                place.x = x + place.width / 2;
                x += place.width + GAP;
            }
            double middle = (x - GAP) / 2;
            row.forEach(place -> place.x -= middle);
        }
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            for (List<Place> row : rows) {
                pull(row);
            }
        }
        double left = rows.stream()
                .flatMap(List::stream)
                .mapToDouble(place -> place.x - place.width / 2)
                .min()
                .orElse(0);
        rows.forEach(row -> row.forEach(place -> place.x += MARGIN - left));
    }

    private static void pull(List<Place> row) {
        for (int i = 0; i < row.size(); i++) {
            Place place = row.get(i);
            List<Place> neighbours = new ArrayList<>(place.above);
            neighbours.addAll(place.below);
            double wanted = neighbours.stream().mapToDouble(n -> n.x).average().orElse(place.x);
            double lowest = i == 0 ? Double.NEGATIVE_INFINITY : beside(row.get(i - 1), place);
            double highest = i == row.size() - 1
                    ? Double.POSITIVE_INFINITY
                    : row.get(i + 1).x - row.get(i + 1).width / 2 - GAP - place.width / 2;
            place.x = Math.max(lowest, Math.min(highest, wanted));
        }
    }

    private static double beside(Place left, Place right) {
        return left.x + left.width / 2 + GAP + right.width / 2;
    }
}
