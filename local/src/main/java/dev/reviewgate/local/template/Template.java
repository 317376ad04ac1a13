package dev.reviewgate.local.template;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the template declares, with every intrinsic function evaluated, as far as this machine runs it. */
public record Template(
        List<Function> functions,
        List<Route> routes,
        List<Bucket> buckets,
        List<Topic> topics,
        List<Subscription> subscriptions,
        List<StateMachine> stateMachines) {

    public Template {
        functions = List.copyOf(functions);
        routes = List.copyOf(routes);
        buckets = List.copyOf(buckets);
        topics = List.copyOf(topics);
        subscriptions = List.copyOf(subscriptions);
        stateMachines = List.copyOf(stateMachines);
    }

    /** A Lambda function: its jar, handler, memory, time limit and environment. */
    public record Function(
            String logicalId,
            String name,
            Path code,
            String handler,
            int memoryMegabytes,
            Duration timeout,
            Map<String, String> environment) {
        public Function {
            environment = Map.copyOf(environment);
        }

        public String arn() {
            return Names.function(name);
        }
    }

    /**
     * A route of the HTTP API: {@code method} may be {@code ANY}, {@code path} may be {@code $default}.
     *
     * @param iam whether only requests that are signed for IAM get through
     */
    public record Route(String method, String path, String functionLogicalId, boolean iam) {
        public String key() {
            return path.equals("$default") ? path : method + " " + path;
        }
    }

    /** An S3 bucket. */
    public record Bucket(String logicalId, String name, boolean versioned) {}

    /** An SNS topic. */
    public record Topic(
            String logicalId, String name, @Nullable String displayName) {
        public String arn() {
            return Names.topic(name);
        }
    }

    /** A subscription of the template, on a topic by its ARN. */
    public record Subscription(
            String topicArn,
            String protocol,
            String endpoint,
            boolean rawDelivery,
            @Nullable String filterPolicy,
            @Nullable String deliveryPolicy) {}

    /** A state machine: the file of its definition and the values of its {@code ${...}} substitutions. */
    public record StateMachine(String logicalId, String name, Path definition, Map<String, String> substitutions) {
        public StateMachine {
            substitutions = Map.copyOf(substitutions);
        }

        public String arn() {
            return Names.stateMachine(name);
        }
    }
}
