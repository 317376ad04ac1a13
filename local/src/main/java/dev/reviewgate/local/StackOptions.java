package dev.reviewgate.local;

import static java.util.Objects.requireNonNull;

import dev.reviewgate.states.MovableTime;
import dev.reviewgate.states.TaskIntegration;
import java.nio.file.Path;
import java.util.Map;

/**
 * What to start and where.
 *
 * @param root the project's root, where {@code template.yaml} is
 * @param port of the pages and the HTTP API; 0 takes a free one
 * @param awsPort of the AWS API; 0 takes a free one
 * @param logs the directory that functions' logs are written into
 * @param concurrency how many instances each function may have
 * @param parameters values of template parameters, by name
 * @param environment variables that a function gets on top of the template's, by the function's logical ID
 * @param time of the state machines and of Slack
 * @param integrations what answers state machines for services that are not here, by the resource of their Task states
 */
public record StackOptions(
        Path root,
        int port,
        int awsPort,
        Path logs,
        int concurrency,
        Map<String, String> parameters,
        Map<String, Map<String, String>> environment,
        MovableTime time,
        Map<String, TaskIntegration> integrations) {

    /** More at a time would only get in each other's way, each in a JVM of its own. */
    private static final int DEFAULT_CONCURRENCY = 2 * Runtime.getRuntime().availableProcessors();

    public StackOptions {
        requireNonNull(root, "root");
        requireNonNull(logs, "logs");
        requireNonNull(time, "time");
        parameters = Map.copyOf(parameters);
        environment = Map.copyOf(environment);
        integrations = Map.copyOf(integrations);
        if (concurrency < 1) {
            throw new IllegalArgumentException("concurrency " + concurrency + " is not at least 1");
        }
    }

    /** Everything on free ports. */
    public static StackOptions of(Path root, Path logs) {
        return new StackOptions(root, 0, 0, logs, DEFAULT_CONCURRENCY, Map.of(), Map.of(), new MovableTime(), Map.of());
    }

    public StackOptions withPorts(int pages, int aws) {
        return new StackOptions(root, pages, aws, logs, concurrency, parameters, environment, time, integrations);
    }

    public StackOptions withConcurrency(int instances) {
        return new StackOptions(root, port, awsPort, logs, instances, parameters, environment, time, integrations);
    }

    public StackOptions withParameters(Map<String, String> values) {
        return new StackOptions(root, port, awsPort, logs, concurrency, values, environment, time, integrations);
    }

    public StackOptions withEnvironment(Map<String, Map<String, String>> variables) {
        return new StackOptions(root, port, awsPort, logs, concurrency, parameters, variables, time, integrations);
    }

    public StackOptions withTime(MovableTime other) {
        return new StackOptions(root, port, awsPort, logs, concurrency, parameters, environment, other, integrations);
    }

    public StackOptions withIntegrations(Map<String, TaskIntegration> answers) {
        return new StackOptions(root, port, awsPort, logs, concurrency, parameters, environment, time, answers);
    }
}
