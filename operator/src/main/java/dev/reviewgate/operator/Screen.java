package dev.reviewgate.operator;

import static java.util.Objects.requireNonNull;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;

/**
 * Where a command reads and writes: what it was asked for goes to standard output, everything else to standard error.
 *
 * @param interactive whether a person is there to be asked
 */
record Screen(BufferedReader in, PrintStream out, PrintStream err, boolean interactive) {
    Screen {
        requireNonNull(in, "in");
        requireNonNull(out, "out");
        requireNonNull(err, "err");
    }

    /** Asks for a line; the end of the input is an empty answer. */
    String ask(String question) {
        err.print(question);
        err.flush();
        try {
            String line = in.readLine();
            return line == null ? "" : line.strip();
        } catch (IOException e) {
            return "";
        }
    }
}
