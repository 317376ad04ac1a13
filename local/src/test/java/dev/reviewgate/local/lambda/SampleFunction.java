package dev.reviewgate.local.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;

/** Does what its payload says; it is put into a jar of its own and runs in a JVM of its own. */
public final class SampleFunction implements RequestStreamHandler {
    /** An error whose class name a caller sees. */
    public static final class Refused extends RuntimeException {
        public Refused(String message) {
            super(message);
        }
    }

    /** What Lambda does: it calls this once per instance. */
    public SampleFunction() {
        if ("yes".equals(System.getenv("BREAK_INIT"))) {
            throw new IllegalStateException("cannot start");
        }
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        String order = new String(input.readAllBytes(), StandardCharsets.UTF_8).replace("\"", "");
        System.out.println("order " + order);
        String answer = switch (order) {
            case "env" -> String.join(",", System.getenv().keySet());
            case "pid" -> Long.toString(ProcessHandle.current().pid());
            case "left" -> Integer.toString(context.getRemainingTimeInMillis());
            case "classes" -> System.getProperty("java.class.path");
            case "refuse" -> throw new Refused("no \"quotes\"\nplease");
            case "hang" -> hang();
            case "halt" -> halt();
            case "large" -> "x".repeat(7 * 1024 * 1024);
            default -> context.getInvokedFunctionArn();
        };
        output.write(("\"" + answer + "\"").getBytes(StandardCharsets.UTF_8));
    }

    private static String hang() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return "never";
    }

    private static String halt() {
        Runtime.getRuntime().halt(7);
        return "never";
    }
}
