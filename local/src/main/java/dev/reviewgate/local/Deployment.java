package dev.reviewgate.local;

import dev.reviewgate.local.s3.S3Store;
import dev.reviewgate.local.template.InvalidTemplate;
import dev.reviewgate.local.template.Names;
import dev.reviewgate.local.template.Template;
import dev.reviewgate.local.template.TemplateReader;
import dev.reviewgate.states.StepFunctions;
import dev.reviewgate.states.TaskPlayer;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The steps that CloudFormation takes on AWS, taken here. */
final class Deployment {
    static final String SLACK_SECRET_ARN = Names.arn("secretsmanager", "secret:review-gate/slack-l0ca1a");
    private static final String DATASET_REVIEW = "DatasetReview";

    private Deployment() {}

    /** @param slackApiUrl of the Slack that stands in unless a parameter names another one, or no secret at all */
    static Template template(StackOptions options, String apiUrl, String slackApiUrl) {
        Template read = TemplateReader.read(
                options.root().resolve("template.yaml"),
                options.parameters(),
                Map.of(
                        "SlackSecretArn",
                        SLACK_SECRET_ARN,
                        "SlackApiUrl",
                        slackApiUrl,
                        "SlackChannel",
                        "C0REVIEWS",
                        "SlackEscalationChannel",
                        "C0ONCALL"),
                apiUrl);
        options.environment().keySet().forEach(id -> {
            if (read.functions().stream().noneMatch(f -> f.logicalId().equals(id))) {
                throw new InvalidTemplate("the template has no function " + id);
            }
        });
        List<Template.Function> functions = new ArrayList<>();
        for (Template.Function function : read.functions()) {
            if (!Files.exists(function.code())) {
                throw new InvalidTemplate("the function " + function.logicalId() + " has no " + function.code()
                        + "; build it with: mvn package");
            }
            Map<String, String> environment = new LinkedHashMap<>(function.environment());
            environment.putAll(options.environment().getOrDefault(function.logicalId(), Map.of()));
            functions.add(new Template.Function(
                    function.logicalId(),
                    function.name(),
                    function.code(),
                    function.handler(),
                    function.memoryMegabytes(),
                    function.timeout(),
                    environment));
        }
        return new Template(
                functions, read.routes(), read.buckets(), read.topics(), read.subscriptions(), read.stateMachines());
    }

    static Map<String, String> endpoints(String awsUrl) {
        return Map.of(
                "AWS_ENDPOINT_URL_S3", awsUrl,
                "AWS_ENDPOINT_URL_SNS", awsUrl,
                "AWS_ENDPOINT_URL_SFN", awsUrl,
                "AWS_ENDPOINT_URL_SECRETS_MANAGER", awsUrl);
    }

    /** Substitutes as text, before anything is read as JSON, as CloudFormation does; returns the ARNs by logical ID. */
    static Map<String, String> createStateMachines(Template template, StepFunctions stepFunctions) throws IOException {
        Map<String, String> arns = new LinkedHashMap<>();
        for (Template.StateMachine machine : template.stateMachines()) {
            String definition = Files.readString(machine.definition());
            for (Map.Entry<String, String> substitution :
                    machine.substitutions().entrySet()) {
                definition = definition.replace("${" + substitution.getKey() + "}", substitution.getValue());
            }
            arns.put(machine.logicalId(), stepFunctions.createStateMachine(machine.name(), definition));
        }
        return Collections.unmodifiableMap(arns);
    }

    /** Creates one that the template does not have, named after its file; the functions are all that it may refer to. */
    static String createStateMachine(Template template, Path file, StepFunctions stepFunctions, TaskPlayer player)
            throws IOException {
        String name = String.valueOf(file.getFileName()).replaceFirst("\\..*", "");
        return stepFunctions.createStateMachine(name, withFunctions(template, Files.readString(file)), player);
    }

    /** Replaces what stands for a function's ARN. */
    static String withFunctions(Template template, String text) {
        String replaced = text;
        for (Template.Function function : template.functions()) {
            replaced = replaced.replace("${" + function.logicalId() + "Arn}", function.arn());
        }
        return replaced;
    }

    /** Returns the state machine that {@code events/start-*.json} are inputs of, or the first where there is none. */
    static String toStart(Map<String, String> stateMachines) {
        String reviews = stateMachines.get(DATASET_REVIEW);
        return reviews != null
                ? reviews
                : stateMachines.values().stream().findFirst().orElse("");
    }

    /** Puts the sample files into the bucket, where a customer would have pushed them. */
    static void uploadIncoming(Path root, S3Store s3, String bucket) throws IOException, InterruptedException {
        Path events = root.resolve("events");
        Path incoming = events.resolve("incoming");
        if (!Files.isDirectory(incoming) || bucket.isEmpty()) {
            return;
        }
        List<Path> files;
        try (Stream<Path> walk = Files.walk(incoming)) {
            files = walk.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            String key = events.relativize(file)
                    .toString()
                    .replace(file.getFileSystem().getSeparator(), "/");
            s3.upload(bucket, key, file);
        }
    }

    static Map<String, String> functionNames(Template template) {
        Map<String, String> names = new LinkedHashMap<>();
        template.functions().forEach(function -> names.put(function.logicalId(), function.name()));
        return names;
    }

    /** Returns the value that some function has for a variable; empty if none has it. */
    static String variable(Template template, String name) {
        for (Template.Function function : template.functions()) {
            String value = function.environment().get(name);
            if (value != null) {
                return value;
            }
        }
        return "";
    }

    static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path dir, @org.jspecify.annotations.Nullable IOException e)
                    throws IOException {
                Files.deleteIfExists(dir);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
