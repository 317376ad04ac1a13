package dev.reviewgate.local.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reviewgate.local.http.Exchange;
import dev.reviewgate.local.lambda.InvocationResult;
import dev.reviewgate.local.lambda.Lambda;
import dev.reviewgate.local.template.Template;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The HTTP API of the template: each route calls its function with an event of payload format 2.0. */
public final class HttpApi {
    private static final int BODY_LIMIT = 10 * 1024 * 1024;
    private static final Duration INTEGRATION_LIMIT = Duration.ofSeconds(30);

    private final Routes routes;
    private final IamAuthorizer iam;
    private final Map<String, String> functionNames;
    private final Lambda lambda;
    private final ExecutorService executor;
    private final Duration limit;

    /**
     * @param functionNames logical ID to the function's name
     * @param secret what requests to routes with IAM authorization are signed with
     */
    public HttpApi(
            List<Template.Route> routes,
            Map<String, String> functionNames,
            SecretAccessKey secret,
            Lambda lambda,
            ExecutorService executor) {
        this(routes, functionNames, new IamAuthorizer(secret, Clock.systemUTC()), lambda, executor, INTEGRATION_LIMIT);
    }

    HttpApi(
            List<Template.Route> routes,
            Map<String, String> functionNames,
            IamAuthorizer iam,
            Lambda lambda,
            ExecutorService executor,
            Duration limit) {
        this.routes = new Routes(routes);
        this.iam = iam;
        this.functionNames = Map.copyOf(functionNames);
        this.lambda = lambda;
        this.executor = executor;
        this.limit = limit;
    }

    public void handle(Exchange exchange) throws IOException, InterruptedException {
        byte[] body = exchange.body(BODY_LIMIT);
        if (body == null) {
            message(exchange, 413, "Request Entity Too Large");
            return;
        }
        Routes.Match match = routes.find(exchange.method(), exchange.path());
        if (match == null) {
            message(exchange, 404, "Not Found");
            return;
        }
        ObjectNode caller = match.route().iam() ? iam.caller(exchange, body) : null;
        if (match.route().iam() && caller == null) {
            message(exchange, 403, "Forbidden");
            return;
        }
        byte[] event = ProxyEvent.of(exchange, match, body, caller).toString().getBytes(UTF_8);
        String function = functionNames.getOrDefault(match.route().functionLogicalId(), "");
        if (event.length > Lambda.PAYLOAD_LIMIT) {
            message(exchange, 413, "Request Entity Too Large");
            return;
        }
        Future<InvocationResult> call = executor.submit(() -> lambda.invoke(function, event));
        try {
            answer(exchange, call.get(limit.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            message(exchange, 503, "Service Unavailable");
        } catch (ExecutionException e) {
            System.getLogger(HttpApi.class.getName())
                    .log(System.Logger.Level.ERROR, "the function " + function + " cannot be called", e.getCause());
            message(exchange, 500, "Internal Server Error");
        }
    }

    private static void answer(Exchange exchange, InvocationResult result) throws IOException {
        JsonNode answer = result.functionError() == null ? ProxyResponse.parse(result.payload()) : null;
        if (answer == null || !ProxyResponse.send(exchange, answer)) {
            message(exchange, 500, "Internal Server Error");
        }
    }

    private static void message(Exchange exchange, int status, String message) throws IOException {
        exchange.sendText(status, "application/json", "{\"message\":\"" + message + "\"}");
    }
}
