package dev.reviewgate.dataset.screening;

import static java.util.Objects.requireNonNull;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Picks the rows to show: at most 20 of however many, in which every reason and many columns are seen. It keeps where they
 * are, not what is in them, and picks the same ones however many threads offered them.
 */
final class Examples {
    static final int MAX = 20;

    /** A ragged row may have far more fields than the file has columns. */
    static final int MAX_VALUES = 1_000;

    private static final int PER_COLUMN_AND_REASON = 3;

    private final Kept kept;
    private final List<Candidate> candidates = new ArrayList<>();
    private final List<Place> first = new ArrayList<>();
    private final int columns;

    Examples(int columns) {
        this.columns = columns;
        kept = new Kept(columns);
    }

    /** Takes the rows of one thread in the order of the file. */
    void offer(Place place, RowFindings findings) {
        if (first.size() < MAX) {
            first.add(place);
        }
        for (var i = 0; i < findings.size(); i++) {
            if (kept.takes(findings.column(i), findings.reason(i))) {
                candidates.add(new Candidate(place, findings.column(i), findings.reason(i)));
            }
        }
    }

    /** Whether a row with these findings would be kept. */
    boolean isWanted(RowFindings findings) {
        if (first.size() < MAX) {
            return true;
        }
        for (var i = 0; i < findings.size(); i++) {
            if (kept.hasRoom(findings.column(i), findings.reason(i))) {
                return true;
            }
        }
        return false;
    }

    /** Adds what was offered by another thread. */
    void addAll(Examples other) {
        candidates.addAll(other.candidates);
        first.addAll(other.first);
    }

    /** Adds what a later part of the dataset has kept. */
    void addLater(List<Worth> later, List<Long> laterFirst) {
        for (var shown : later) {
            if (kept.takes(shown.column(), shown.reason())) {
                candidates.add(new Candidate(new Place(shown.row(), 0), shown.column(), shown.reason()));
            }
        }
        for (var row : laterFirst) {
            if (first.size() < MAX) {
                first.add(new Place(row, 0));
            }
        }
    }

    /** Each row that may be chosen once all parts are known, with what speaks for it. */
    List<Worth> worth() {
        return candidates.stream()
                .map(candidate -> new Worth(candidate.place().row(), candidate.column(), candidate.reason()))
                .toList();
    }

    List<Long> first() {
        return first.stream().map(Place::row).toList();
    }

    /** Where these rows are. */
    List<Place> places() {
        var places = new TreeSet<>(Comparator.comparingLong(Place::row));
        candidates.forEach(candidate -> places.add(candidate.place()));
        places.addAll(first);
        return List.copyOf(places);
    }

    /** The places of the chosen rows, in the order of the file. */
    List<Place> choose() {
        var byReason = byReason();
        var chosen = new TreeSet<>(Comparator.comparingLong(Place::row));
        while (chosen.size() < MAX && takeOneOfEachReason(byReason, chosen)) {}
        first.sort(Comparator.comparingLong(Place::row));
        for (var place : first) {
            if (chosen.size() < MAX) {
                chosen.add(place);
            }
        }
        return List.copyOf(chosen);
    }

    private Map<Reason, Deque<Place>> byReason() {
        candidates.sort(Comparator.comparingLong(candidate -> candidate.place().row()));
        var earliest = new Kept(columns);
        var byReason = new EnumMap<Reason, Deque<Place>>(Reason.class);
        for (var candidate : candidates) {
            if (earliest.takes(candidate.column(), candidate.reason())) {
                byReason.computeIfAbsent(candidate.reason(), reason -> new ArrayDeque<>())
                        .add(candidate.place());
            }
        }
        return byReason;
    }

    private static boolean takeOneOfEachReason(Map<Reason, Deque<Place>> byReason, Set<Place> chosen) {
        var left = false;
        for (var places : byReason.values()) {
            var next = places.poll();
            if (next != null && chosen.size() < MAX) {
                chosen.add(next);
                left = true;
            }
        }
        return left;
    }

    /** A row (from 0) and the byte at which it starts. */
    record Place(long row, long position) {}

    private record Candidate(Place place, int column, Reason reason) {}

    /** A row (from 0) that may be shown because of this finding. */
    record Worth(long row, int column, Reason reason) {}

    /** How many rows of each column and reason are kept. */
    private static final class Kept {
        private final EnumMap<Reason, byte[]> counts = new EnumMap<>(Reason.class);

        Kept(int columns) {
            for (var reason : Reason.values()) {
                counts.put(reason, new byte[columns + 1]);
            }
        }

        boolean hasRoom(int column, Reason reason) {
            return requireNonNull(counts.get(reason))[column + 1] < PER_COLUMN_AND_REASON;
        }

        boolean takes(int column, Reason reason) {
            var hasRoom = hasRoom(column, reason);
            if (hasRoom) {
                requireNonNull(counts.get(reason))[column + 1]++;
            }
            return hasRoom;
        }
    }
}
