package dev.reviewgate.dataset.stats;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The dates of one column as days since 1970-01-01, counted day by day, and put together with those of other parts in any
 * order with the same result. Pages of 1,024 days are made when a day of them comes. Where that were too many, each day counts
 * as the middle of 32 days, then of 1,024, but never as one before the first or behind the last day, which stay exact. Takes
 * the years 1 to 9999.
 */
public final class Days implements Numbers {
    /** Pages of all columns of a dataset together: 16 MiB, or 32 MiB for 1,000 columns of dates, in each part of it that is read. */
    private static final int ALL_PAGES = 1 << 11;

    private static final int MOST_PAGES = 1 << 8;
    private static final int LEAST_PAGES = 4;
    private static final int PAGE_BITS = 10;
    private static final int PAGE = 1 << PAGE_BITS;

    /** As a power of two, how many times as many days are counted together at a time. */
    private static final int WIDER = 5;

    /** A page starts so many days before 1970-01-01, some days before the year 1. */
    private static final long FIRST_PAGE = 704L << PAGE_BITS;

    /** Enough for 9999-12-31. */
    private static final int PAGES = 3_569;

    private final int mostPages;

    /** Null until there is a date: most columns have none. */
    private long @Nullable [] @Nullable [] pages;

    private int used;
    private int widthBits;
    private long count;
    private long first = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;

    /** Days of one of so many columns, which share the room that there is; the same for all parts. */
    public Days(int columns) {
        mostPages = Math.min(MOST_PAGES, Math.max(LEAST_PAGES, ALL_PAGES / Math.max(1, columns)));
    }

    public void add(long day, long times) {
        count += times;
        first = Math.min(first, day);
        last = Math.max(last, day);
        count(day, times);
    }

    private void count(long day, long times) {
        var slot = slot(day);
        page(slot >>> PAGE_BITS)[slot & (PAGE - 1)] += times;
        if (used > mostPages) {
            widen();
        }
    }

    private int slot(long day) {
        return (int) ((day + FIRST_PAGE) >>> widthBits);
    }

    private long[] page(int number) {
        if (pages == null) {
            pages = new long[PAGES][];
        }
        var page = pages[number];
        if (page == null) {
            page = new long[PAGE];
            pages[number] = page;
            used++;
        }
        return page;
    }

    private void widen() {
        var narrow = new Days(1);
        narrow.first = first;
        narrow.last = last;
        narrow.pages = pages;
        narrow.widthBits = widthBits;
        pages = null;
        used = 0;
        widthBits += WIDER;
        narrow.forEach((day, times) -> count((long) day, times));
    }

    /** Adds the days of another part. */
    public void merge(Days other) {
        count += other.count;
        first = Math.min(first, other.first);
        last = Math.max(last, other.last);
        while (widthBits < other.widthBits) {
            widen();
        }
        other.forEach((day, times) -> count((long) day, times));
    }

    /** The first day; there must be one. */
    public long first() {
        return first;
    }

    /** The last day; there must be one. */
    public long last() {
        return last;
    }

    @Override
    public long count() {
        return count;
    }

    @Override
    public long entries() {
        var entries = new long[1];
        forEach((day, times) -> entries[0]++);
        return entries[0];
    }

    @Override
    public void forEach(Consumer consumer) {
        if (pages == null) {
            return;
        }
        for (var number = 0; number < PAGES; number++) {
            var page = pages[number];
            for (var i = 0; page != null && i < PAGE; i++) {
                if (page[i] > 0) {
                    consumer.accept((double) within(middle(((long) number << PAGE_BITS) + i)), page[i]);
                }
            }
        }
    }

    private long middle(long slot) {
        return (slot << widthBits) - FIRST_PAGE + (1L << widthBits) / 2;
    }

    private long within(long day) {
        return Math.max(first, Math.min(last, day));
    }

    @Override
    public double counted(double day) {
        return day < first || day > last ? day : (double) within(middle(slot((long) day)));
    }

    @Override
    public boolean isExact() {
        return widthBits == 0;
    }

    public void writeTo(DataOutput out) throws IOException {
        out.writeByte(widthBits);
        out.writeLong(count);
        out.writeLong(first);
        out.writeLong(last);
        out.writeInt((int) entries());
        for (var slot = 0; pages != null && slot < PAGES * PAGE; slot++) {
            var page = pages[slot >>> PAGE_BITS];
            if (page != null && page[slot & (PAGE - 1)] > 0) {
                out.writeLong(middle(slot));
                out.writeLong(page[slot & (PAGE - 1)]);
            }
        }
    }

    /** Reads days of one of so many columns. */
    public static Days readFrom(DataInput in, int columns) throws IOException {
        var read = new Days(columns);
        read.widthBits = in.readByte();
        read.count = in.readLong();
        read.first = in.readLong();
        read.last = in.readLong();
        for (var left = in.readInt(); left > 0; left--) {
            var day = in.readLong();
            read.count(day, in.readLong());
        }
        return read;
    }
}
