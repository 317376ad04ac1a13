package dev.reviewgate.local.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.reviewgate.local.http.Exchange;
import dev.reviewgate.local.lambda.LambdaApi;
import dev.reviewgate.local.s3.S3Proxy;
import dev.reviewgate.local.secrets.SecretsApi;
import dev.reviewgate.local.sns.SnsApi;
import dev.reviewgate.local.sns.SnsException;
import dev.reviewgate.states.StepFunctionsApi;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Tells by a request's shape which service it is for, as all of them share one port. */
public final class AwsApi {
    private static final int LARGEST_CALL = 4 * 1024 * 1024;
    private static final String STATES = "AWSStepFunctions.";
    /** What SNS has a person do by a link; an image of any website could ask for anything else. */
    private static final Set<String> LINKS = Set.of("ConfirmSubscription", "Unsubscribe");

    private final StepFunctionsApi stepFunctions;
    private final SnsApi sns;
    private final LambdaApi lambda;
    private final S3Proxy s3;
    private final SecretsApi secrets;
    private final Function<AwsRequest, @Nullable AwsFault> faults;

    public AwsApi(
            StepFunctionsApi stepFunctions,
            SnsApi sns,
            LambdaApi lambda,
            S3Proxy s3,
            SecretsApi secrets,
            Function<AwsRequest, @Nullable AwsFault> faults) {
        this.stepFunctions = stepFunctions;
        this.sns = sns;
        this.lambda = lambda;
        this.s3 = s3;
        this.secrets = secrets;
        this.faults = faults;
    }

    public void handle(Exchange exchange) throws IOException, InterruptedException {
        String target = exchange.header("X-Amz-Target");
        if (target != null) {
            targeted(exchange, target);
        } else if (LambdaApi.answers(exchange)) {
            if (!failed(exchange, new AwsRequest("lambda", exchange.method(), exchange.path()))) {
                lambda.handle(exchange);
            }
        } else if (isQuery(exchange)) {
            query(exchange);
        } else {
            if (!failed(exchange, new AwsRequest("s3", exchange.method(), S3Proxy.path(exchange)))) {
                s3.handle(exchange);
            }
        }
    }

    /** The JSON protocols name service and action in a header. */
    private void targeted(Exchange exchange, String target) throws IOException {
        byte[] body = exchange.body(LARGEST_CALL);
        if (!target.startsWith(STATES) && !target.startsWith(SecretsApi.TARGET)) {
            send(exchange, AwsFault.json(400, "UnknownOperationException", "no service here answers this target"));
        } else if (body == null) {
            send(exchange, AwsFault.json(413, "RequestEntityTooLargeException", "the request is too large"));
        } else if (target.startsWith(SecretsApi.TARGET)) {
            String action = target.substring(SecretsApi.TARGET.length());
            if (!failed(exchange, new AwsRequest("secretsmanager", action, "/"))) {
                secrets.handle(exchange, action, body);
            }
        } else if (!failed(exchange, new AwsRequest("states", target.substring(STATES.length()), "/"))) {
            StepFunctionsApi.Response response = stepFunctions.handle(target, body);
            response.headers().forEach(exchange.responseHeaders()::set);
            exchange.send(response.status(), response.body());
        }
    }

    /** The query protocol posts a form to the root; the links that SNS sends carry it in their query. */
    private static boolean isQuery(Exchange exchange) {
        if (!exchange.rawPath().equals("/")) {
            return false;
        }
        String type = exchange.header("Content-Type");
        return exchange.method().equals("POST")
                ? type != null && type.startsWith("application/x-www-form-urlencoded")
                : exchange.query().containsKey("Action");
    }

    private void query(Exchange exchange) throws IOException {
        byte[] body = exchange.body(LARGEST_CALL);
        if (body == null) {
            SnsApi.sendError(exchange, new SnsException(413, "RequestEntityTooLarge", "the request is too large"));
            return;
        }
        Map<String, String> form =
                exchange.method().equals("POST") ? Exchange.form(new String(body, UTF_8)) : exchange.query();
        String action = form.getOrDefault("Action", "");
        if (!exchange.method().equals("POST") && !LINKS.contains(action)) {
            SnsApi.sendError(exchange, new SnsException(400, "InvalidAction", action + " has to be posted"));
        } else if (action.equals("GetCallerIdentity")) {
            exchange.sendText(200, "text/xml", """
                    <GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>\
                    <Arn>arn:aws:iam::000000000000:user/local</Arn><UserId>LOCAL</UserId><Account>000000000000</Account>\
                    </GetCallerIdentityResult><ResponseMetadata><RequestId>00000000-0000-0000-0000-000000000000</RequestId>\
                    </ResponseMetadata></GetCallerIdentityResponse>""");
        } else if (!failed(exchange, new AwsRequest("sns", action, "/"))) {
            sns.handle(exchange, form);
        }
    }

    private boolean failed(Exchange exchange, AwsRequest request) throws IOException {
        AwsFault fault = faults.apply(request);
        if (fault == null) {
            return false;
        }
        exchange.http().getRequestBody().transferTo(java.io.OutputStream.nullOutputStream());
        send(exchange, fault);
        return true;
    }

    private static void send(Exchange exchange, AwsFault fault) throws IOException {
        if (!fault.errorType().isEmpty()) {
            exchange.responseHeaders().set("x-amzn-ErrorType", fault.errorType());
        }
        exchange.sendText(fault.status(), fault.contentType(), fault.body());
    }
}
