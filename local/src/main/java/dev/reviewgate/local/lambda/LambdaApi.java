package dev.reviewgate.local.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reviewgate.local.http.Exchange;
import dev.reviewgate.local.template.Names;
import dev.reviewgate.local.template.Template;
import java.io.IOException;
import java.net.URLDecoder;
import java.util.Base64;
import java.util.UUID;
import java.util.concurrent.Executor;

/** The REST API of Lambda, as far as functions are called and listed. */
public final class LambdaApi {
    private static final String FUNCTIONS = "/2015-03-31/functions";
    private static final int ASYNC_LIMIT = 1024 * 1024;

    private final Lambda lambda;
    private final Executor executor;
    private final ObjectMapper json = new ObjectMapper();

    public LambdaApi(Lambda lambda, Executor executor) {
        this.lambda = lambda;
        this.executor = executor;
    }

    public static boolean answers(Exchange exchange) {
        return exchange.rawPath().equals(FUNCTIONS) || exchange.rawPath().startsWith(FUNCTIONS + "/");
    }

    public void handle(Exchange exchange) throws IOException, InterruptedException {
        String rest = exchange.rawPath().substring(FUNCTIONS.length());
        String[] parts = rest.split("/", -1);
        exchange.responseHeaders().set("x-amzn-RequestId", UUID.randomUUID().toString());
        if (parts.length < 2 || parts[1].isEmpty()) {
            if (exchange.method().equals("GET")) {
                list(exchange);
            } else {
                unsupported(exchange, rest);
            }
            return;
        }
        String name = URLDecoder.decode(parts[1], UTF_8);
        String qualifier = exchange.query().getOrDefault("Qualifier", "$LATEST");
        Template.Function function = qualifier.equals("$LATEST") ? lambda.find(name) : null;
        if (function == null) {
            String suffix = qualifier.equals("$LATEST") ? "" : ":" + qualifier;
            error(exchange, 404, "ResourceNotFoundException", "Function not found: " + Names.function(name) + suffix);
        } else if (parts.length == 3
                && parts[2].equals("invocations")
                && exchange.method().equals("POST")) {
            invoke(exchange, function);
        } else if (parts.length == 2 && exchange.method().equals("GET")) {
            ObjectNode answer = json.createObjectNode();
            answer.set("Configuration", configuration(function));
            exchange.sendText(200, "application/json", answer.toString());
        } else if (parts.length == 3
                && parts[2].equals("configuration")
                && exchange.method().equals("GET")) {
            exchange.sendText(200, "application/json", configuration(function).toString());
        } else {
            unsupported(exchange, rest);
        }
    }

    private void invoke(Exchange exchange, Template.Function function) throws IOException, InterruptedException {
        String type = exchange.header("X-Amz-Invocation-Type");
        boolean async = "Event".equals(type);
        byte[] body = exchange.body(async ? ASYNC_LIMIT : Lambda.PAYLOAD_LIMIT);
        if (body == null) {
            error(
                    exchange,
                    413,
                    "RequestTooLargeException",
                    "Request must be smaller than " + (async ? ASYNC_LIMIT : Lambda.PAYLOAD_LIMIT)
                            + " bytes for the InvokeFunction operation");
            return;
        }
        byte[] payload = body.length == 0 ? "{}".getBytes(UTF_8) : body;
        if (!isJson(payload)) {
            error(exchange, 400, "InvalidRequestContentException", "Could not parse request body into json");
            return;
        }
        if ("DryRun".equals(type)) {
            exchange.send(204, new byte[0]);
        } else if (async) {
            executor.execute(() -> invokeAsync(function, payload));
            exchange.send(202, new byte[0]);
        } else {
            InvocationResult result = lambda.invoke(function.name(), payload);
            exchange.responseHeaders().set("X-Amz-Executed-Version", "$LATEST");
            exchange.responseHeaders().set("x-amzn-RequestId", result.requestId());
            if (result.functionError() != null) {
                exchange.responseHeaders().set("X-Amz-Function-Error", result.functionError());
            }
            if ("Tail".equals(exchange.header("X-Amz-Log-Type"))) {
                exchange.responseHeaders()
                        .set(
                                "X-Amz-Log-Result",
                                Base64.getEncoder()
                                        .encodeToString(result.logTail().getBytes(UTF_8)));
            }
            exchange.send(200, "application/json", result.payload());
        }
    }

    /** AWS tries an asynchronous call that failed twice more. */
    private void invokeAsync(Template.Function function, byte[] payload) {
        try {
            for (int attempt = 1; attempt <= 3; attempt++) {
                if (lambda.invoke(function.name(), payload).functionError() == null) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void list(Exchange exchange) throws IOException {
        ObjectNode answer = json.createObjectNode();
        lambda.functions().forEach(function -> answer.withArray("Functions").add(configuration(function)));
        exchange.sendText(200, "application/json", answer.toString());
    }

    private ObjectNode configuration(Template.Function function) {
        ObjectNode configuration = json.createObjectNode();
        configuration.put("FunctionName", function.name());
        configuration.put("FunctionArn", function.arn());
        configuration.put("Handler", function.handler());
        configuration.put("MemorySize", function.memoryMegabytes());
        configuration.put("Timeout", function.timeout().toSeconds());
        configuration.put("Version", "$LATEST");
        configuration.put("PackageType", "Zip");
        configuration.put("State", "Active");
        function.environment().forEach(configuration.putObject("Environment").putObject("Variables")::put);
        return configuration;
    }

    private boolean isJson(byte[] payload) {
        try {
            json.readTree(payload);
            return true;
        } catch (JsonProcessingException e) {
            return false;
        } catch (IOException e) {
            return false;
        }
    }

    private void unsupported(Exchange exchange, String rest) throws IOException {
        error(exchange, 404, "UnknownOperationException", "not supported here: " + exchange.method() + " " + rest);
    }

    private void error(Exchange exchange, int status, String type, String message) throws IOException {
        ObjectNode body = json.createObjectNode();
        body.put("Type", status >= 500 ? "Service" : "User");
        body.put("Message", message);
        body.put("message", message);
        exchange.responseHeaders().set("x-amzn-ErrorType", type);
        exchange.sendText(status, "application/json", body.toString());
    }
}
