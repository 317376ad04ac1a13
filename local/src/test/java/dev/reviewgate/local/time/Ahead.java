package dev.reviewgate.local.time;

import java.io.IOException;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How far a function's clock is ahead of the machine's: the seconds in a file that the test's process writes. */
public final class Ahead {
    private static volatile @Nullable LongBuffer seconds;

    private Ahead() {}

    public static void readFrom(Path file) throws IOException {
        seconds = open(file);
    }

    /** Called by the JDK's own clock, so it uses nothing that would ask for the time. */
    public static Instant moved(Instant real) {
        LongBuffer ahead = seconds;
        return ahead == null ? real : real.plusSeconds(ahead.get(0));
    }

    static LongBuffer open(Path file) throws IOException {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return channel.map(FileChannel.MapMode.READ_WRITE, 0, Long.BYTES).asLongBuffer();
        }
    }
}
