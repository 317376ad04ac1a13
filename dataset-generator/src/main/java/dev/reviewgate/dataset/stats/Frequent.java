package dev.reviewgate.dataset.stats;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * A number that many rows of a column share.
 *
 * @param share of the column's numbers, from 0 to 1; of a column of many numbers known to a quarter of a percent
 */
public record Frequent(double value, double share) {
    /** Values that fewer rows have are not listed. */
    public static final double LEAST_SHARE = 0.01;

    /** In a small file, so few rows have the same value by chance. */
    private static final int LEAST_TIMES = 4;

    /** More of them are not listed. */
    private static final int MOST = 20;

    private static final Comparator<Frequent> MOST_FREQUENT_FIRST =
            Comparator.comparingDouble(Frequent::share).reversed().thenComparingDouble(Frequent::value);

    /** Those among sorted points of a distribution: a value that takes up many of them is as frequent in the column. */
    static List<Frequent> inPoints(double[] points) {
        var frequent = new ArrayList<Frequent>();
        var from = 0;
        for (var i = 1; i <= points.length; i++) {
            if (i == points.length || points[i] != points[from]) {
                add(frequent, points[from], i - from, points.length);
                from = i;
            }
        }
        return sorted(frequent);
    }

    /** Those among few distinct numbers. */
    public static List<Frequent> among(Numbers numbers) throws IOException {
        var frequent = new ArrayList<Frequent>();
        numbers.forEach((value, times) -> add(frequent, value, times, numbers.count()));
        return sorted(frequent);
    }

    /**
     * The largest share that a value may have which is not among the listed ones.
     *
     * @param of how many numbers the column has
     */
    public static double mostUnlisted(Collection<Double> listed, long of) {
        return listed.size() < MOST
                ? Math.max(LEAST_SHARE, of == 0 ? 0 : (LEAST_TIMES - 1.0) / of)
                : Collections.min(listed);
    }

    private static void add(List<Frequent> frequent, double value, long times, long of) {
        if (times >= LEAST_TIMES && times >= LEAST_SHARE * of) {
            frequent.add(new Frequent(value, (double) times / of));
        }
    }

    private static List<Frequent> sorted(List<Frequent> frequent) {
        return frequent.stream().sorted(MOST_FREQUENT_FIRST).limit(MOST).toList();
    }
}
