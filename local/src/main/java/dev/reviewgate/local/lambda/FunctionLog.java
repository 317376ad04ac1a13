package dev.reviewgate.local.lambda;

/** Takes the lines that functions write. */
@FunctionalInterface
public interface FunctionLog {
    void line(String functionName, String line);
}
