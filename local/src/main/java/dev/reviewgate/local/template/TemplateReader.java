package dev.reviewgate.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads {@code template.yaml} as {@code sam deploy} would, and changes nothing in it. */
public final class TemplateReader {
    private final Path file;
    private final JsonNode root;
    private final Map<String, JsonNode> resources = new LinkedHashMap<>();
    private final Intrinsics intrinsics;

    private TemplateReader(
            Path file, JsonNode root, Map<String, String> overrides, Map<String, String> defaults, String apiUrl) {
        this.file = file;
        this.root = root;
        this.intrinsics = new Intrinsics(
                parameters(root.path("Parameters"), overrides, defaults),
                root.path("Conditions"),
                root.path("Mappings"),
                new PhysicalNames(root.path("Resources"), this::textOr, apiUrl));
    }

    /**
     * Reads the template.
     *
     * @param overrides values of parameters, as {@code --parameter-overrides} gives them
     * @param defaults values of parameters that are worth more here than the template's own; it need not have them
     * @param apiUrl what {@code !GetAtt <HttpApi>.ApiEndpoint} answers, without a trailing slash
     */
    public static Template read(Path file, Map<String, String> overrides, Map<String, String> defaults, String apiUrl) {
        try (Reader yaml = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            return new TemplateReader(file, CloudFormationYaml.read(yaml), overrides, defaults, apiUrl).template();
        } catch (IOException e) {
            throw new InvalidTemplate("cannot read the template " + file + ": " + e.getMessage());
        }
    }

    private Template template() {
        root.path("Resources").properties().forEach(entry -> {
            JsonNode resource = entry.getValue();
            if (!resource.has("Condition")
                    || intrinsics.condition(resource.get("Condition").asText())) {
                resources.put(entry.getKey(), resource);
            }
        });
        List<Template.Function> functions = new ArrayList<>();
        List<Template.Route> routes = new ArrayList<>();
        List<Template.Bucket> buckets = new ArrayList<>();
        List<Template.Topic> topics = new ArrayList<>();
        List<Template.Subscription> subscriptions = new ArrayList<>();
        List<Template.StateMachine> machines = new ArrayList<>();
        resources.forEach((id, resource) -> {
            JsonNode properties = resource.path("Properties");
            String type = resource.path("Type").asText();
            switch (type) {
                case ResourceTypes.FUNCTION -> {
                    functions.add(function(id, withGlobals(properties)));
                    routes.addAll(routes(id, properties.path("Events")));
                }
                case ResourceTypes.BUCKET -> buckets.add(bucket(id, properties));
                case ResourceTypes.TOPIC -> {
                    topics.add(new Template.Topic(id, name(id), textOrNull(properties.path("DisplayName"))));
                    properties.path("Subscription").forEach(s -> subscriptions.add(subscription(ref(id), s)));
                }
                case ResourceTypes.SUBSCRIPTION ->
                    subscriptions.add(subscription(text(id, properties, "TopicArn"), properties));
                case ResourceTypes.STATE_MACHINE -> machines.add(stateMachine(id, properties));
                default -> ResourceTypes.requireKnown(id, type);
            }
        });
        return new Template(functions, routes, buckets, topics, subscriptions, machines);
    }

    private Template.Function function(String id, JsonNode properties) {
        if (properties.has("PackageType")
                && !properties.path("PackageType").asText().equals("Zip")) {
            throw new InvalidTemplate(id + " is not a Zip package; only jars run here");
        }
        Map<String, String> environment = new LinkedHashMap<>();
        intrinsics
                .resolve(properties.path("Environment").path("Variables"))
                .properties()
                .forEach(variable ->
                        environment.put(variable.getKey(), variable.getValue().asText()));
        return new Template.Function(
                id,
                name(id),
                relative(text(id, properties, "CodeUri")),
                text(id, properties, "Handler"),
                Integer.parseInt(textOr(properties.path("MemorySize"), "128")),
                Duration.ofSeconds(Long.parseLong(textOr(properties.path("Timeout"), "3"))),
                environment);
    }

    /** SAM merges what {@code Globals.Function} says into each function; maps are merged, the function's own value wins. */
    private ObjectNode withGlobals(JsonNode properties) {
        ObjectNode merged = JsonNodeFactory.instance.objectNode();
        JsonNode globals = root.path("Globals").path("Function");
        if (globals.isObject()) {
            merge(merged, (ObjectNode) globals);
        }
        merge(merged, (ObjectNode) properties);
        return merged;
    }

    private static void merge(ObjectNode into, ObjectNode from) {
        from.properties().forEach(entry -> {
            JsonNode old = into.get(entry.getKey());
            if (old instanceof ObjectNode below && entry.getValue() instanceof ObjectNode above && !isCall(above)) {
                ObjectNode copy = below.deepCopy();
                merge(copy, above);
                into.set(entry.getKey(), copy);
            } else {
                into.set(entry.getKey(), entry.getValue());
            }
        });
    }

    private static boolean isCall(ObjectNode node) {
        return node.size() == 1 && (node.has("Ref") || node.fieldNames().next().startsWith("Fn::"));
    }

    private List<Template.Route> routes(String functionId, JsonNode events) {
        List<Template.Route> routes = new ArrayList<>();
        events.properties().forEach(event -> {
            String type = event.getValue().path("Type").asText();
            if (!type.equals("HttpApi")) {
                throw new InvalidTemplate(functionId + " has an event " + event.getKey() + " of type " + type
                        + "; only HttpApi is supported here");
            }
            JsonNode properties = event.getValue().path("Properties");
            String path = textOr(properties.path("Path"), "$default");
            routes.add(new Template.Route(
                    textOr(properties.path("Method"), "ANY").toUpperCase(java.util.Locale.ROOT),
                    path,
                    functionId,
                    isForIam(functionId + " event " + event.getKey(), properties)));
        });
        return routes;
    }

    /** What else could guard a route does not run here, and a route without its guard would be open. */
    private boolean isForIam(String event, JsonNode properties) {
        String api = textOr(properties.path("ApiId"), "");
        JsonNode ofApi = root.path("Resources")
                .path(logicalId(properties.path("ApiId")))
                .path("Properties")
                .path("Auth");
        String authorizer =
                textOr(properties.path("Auth").path("Authorizer"), textOr(ofApi.path("DefaultAuthorizer"), "NONE"));
        if (authorizer.equals("NONE")) {
            return false;
        }
        if (!authorizer.equals("AWS_IAM")) {
            throw new InvalidTemplate(event + " has the authorizer " + authorizer + "; only AWS_IAM runs here");
        }
        if (!textOr(ofApi.path("EnableIamAuthorizer"), "false").equals("true")) {
            throw new InvalidTemplate(event + " has the authorizer AWS_IAM, which the API " + api
                    + " does not have (Auth: { EnableIamAuthorizer: true })");
        }
        return true;
    }

    private static String logicalId(JsonNode reference) {
        return reference.path("Ref").asText("");
    }

    private Template.Bucket bucket(String id, JsonNode properties) {
        String status = textOr(properties.path("VersioningConfiguration").path("Status"), "Suspended");
        return new Template.Bucket(id, name(id), status.equals("Enabled"));
    }

    private Template.Subscription subscription(String topicArn, JsonNode properties) {
        return new Template.Subscription(
                topicArn,
                text("a subscription of " + topicArn, properties, "Protocol"),
                text("a subscription of " + topicArn, properties, "Endpoint"),
                textOr(properties.path("RawMessageDelivery"), "false").equals("true"),
                jsonOrNull(properties.path("FilterPolicy")),
                jsonOrNull(properties.path("DeliveryPolicy")));
    }

    private Template.StateMachine stateMachine(String id, JsonNode properties) {
        if (!textOr(properties.path("Type"), "STANDARD").equals("STANDARD")) {
            throw new InvalidTemplate(id + " is not of type STANDARD; only STANDARD runs here");
        }
        Map<String, String> substitutions = new LinkedHashMap<>();
        properties
                .path("DefinitionSubstitutions")
                .properties()
                .forEach(entry -> substitutions.put(entry.getKey(), intrinsics.text(entry.getValue())));
        return new Template.StateMachine(id, name(id), relative(text(id, properties, "DefinitionUri")), substitutions);
    }

    private Path relative(String path) {
        return file.toAbsolutePath().resolveSibling(path).normalize();
    }

    private String name(String logicalId) {
        return PhysicalNames.name(logicalId, root.path("Resources").path(logicalId), this::textOr);
    }

    private String ref(String logicalId) {
        return intrinsics.text(JsonNodeFactory.instance.objectNode().put("Ref", logicalId));
    }

    private String text(String owner, JsonNode properties, String name) {
        JsonNode value = intrinsics.resolve(properties.path(name));
        if (!value.isValueNode() || value.isNull()) {
            throw new InvalidTemplate(owner + " has no text as its " + name);
        }
        return value.asText();
    }

    private String textOr(JsonNode node, String absent) {
        JsonNode value = node.isMissingNode() ? MissingNode.getInstance() : intrinsics.resolve(node);
        return value.isMissingNode() ? absent : value.asText();
    }

    private @org.jspecify.annotations.Nullable String jsonOrNull(JsonNode node) {
        JsonNode value = intrinsics.resolve(node);
        return value.isMissingNode() ? null : value.toString();
    }

    private @org.jspecify.annotations.Nullable String textOrNull(JsonNode node) {
        return node.isMissingNode() ? null : intrinsics.text(node);
    }

    private static Map<String, JsonNode> parameters(
            JsonNode declared, Map<String, String> overrides, Map<String, String> defaults) {
        Map<String, JsonNode> values = new HashMap<>();
        declared.properties().forEach(entry -> {
            String name = entry.getKey();
            String given = overrides.getOrDefault(name, defaults.get(name));
            JsonNode value = given != null
                    ? JsonNodeFactory.instance.textNode(given)
                    : entry.getValue().path("Default");
            if (value.isMissingNode()) {
                throw new InvalidTemplate("the parameter " + name + " has no default and no value was given");
            }
            values.put(name, isList(entry.getValue()) ? list(value.asText()) : value);
        });
        overrides.keySet().forEach(name -> {
            if (!declared.has(name)) {
                throw new InvalidTemplate("the template has no parameter " + name);
            }
        });
        return values;
    }

    private static boolean isList(JsonNode parameter) {
        String type = parameter.path("Type").asText();
        return type.equals("CommaDelimitedList") || type.startsWith("List<");
    }

    private static JsonNode list(String commaDelimited) {
        var array = JsonNodeFactory.instance.arrayNode();
        for (String item : commaDelimited.split(",", -1)) {
            array.add(item.trim());
        }
        return array;
    }
}
