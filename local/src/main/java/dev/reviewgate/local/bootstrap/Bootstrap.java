package dev.reviewgate.local.bootstrap;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.util.Map;

/** Takes invocations from the Lambda Runtime API and gives each to the function's handler, until the API is gone. */
public final class Bootstrap {
    /** What the Runtime API knows this program by: no page in a browser can send a header of its own without asking first. */
    public static final String HEADER = "Review-Gate-Bootstrap";

    private static final int GONE = 3;
    private static final int INIT_FAILED = 1;

    private final RuntimeClient runtime;
    private final Map<String, String> environment;
    /** The process's own output, whatever the function sets System.out to. */
    private final PrintStream log = new PrintStream(new FileOutputStream(FileDescriptor.out), true, UTF_8);

    private Bootstrap(RuntimeClient runtime, Map<String, String> environment) {
        this.runtime = runtime;
        this.environment = environment;
    }

    public static void main(String[] args) {
        exitWithParent();
        Map<String, String> environment = System.getenv();
        RuntimeClient runtime = new RuntimeClient(environment.getOrDefault("AWS_LAMBDA_RUNTIME_API", ""));
        try {
            new Bootstrap(runtime, environment).run();
        } catch (IOException e) {
            System.exit(GONE);
        }
    }

    /** A function that is at work when its parent dies would otherwise work on, unseen. */
    private static void exitWithParent() {
        ProcessHandle.current().parent().map(ProcessHandle::onExit).ifPresent(gone -> {
            var unused = gone.thenRun(() -> Runtime.getRuntime().halt(GONE));
        });
    }

    private void run() throws IOException {
        RequestStreamHandler handler;
        try {
            handler = handler(environment.getOrDefault("_HANDLER", ""));
        } catch (Throwable e) {
            e.printStackTrace();
            runtime.initError(Failure.of(e));
            System.exit(INIT_FAILED);
            return;
        }
        while (true) {
            RuntimeClient.Invocation invocation = runtime.next();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try {
                handler.handleRequest(
                        new ByteArrayInputStream(invocation.payload()), out, new LocalContext(invocation, environment));
            } catch (Throwable e) {
                e.printStackTrace();
                endLog(invocation);
                runtime.error(invocation.requestId(), Failure.of(e));
                if (e instanceof VirtualMachineError) {
                    // Lambda does not reuse a sandbox whose JVM ran out of memory or stack.
                    System.exit(INIT_FAILED);
                }
                continue;
            }
            endLog(invocation);
            runtime.response(invocation.requestId(), out.toByteArray());
        }
    }

    /** Tells whoever reads the log that the invocation's lines are complete, as Lambda's own END line does. */
    private void endLog(RuntimeClient.Invocation invocation) {
        System.out.flush();
        System.err.flush();
        log.println("END RequestId: " + invocation.requestId());
        log.flush();
    }

    private static RequestStreamHandler handler(String name) throws Throwable {
        int method = name.indexOf("::");
        if (method >= 0 && !name.substring(method + 2).equals("handleRequest")) {
            throw new IllegalArgumentException("the handler " + name + " names a method; only handleRequest of a "
                    + "RequestStreamHandler is supported here");
        }
        Class<?> type = Class.forName(method < 0 ? name : name.substring(0, method));
        if (!RequestStreamHandler.class.isAssignableFrom(type)) {
            throw new IllegalArgumentException("the handler " + type.getName()
                    + " is not a RequestStreamHandler; no other kind is supported here");
        }
        try {
            return (RequestStreamHandler) type.getConstructor().newInstance();
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
