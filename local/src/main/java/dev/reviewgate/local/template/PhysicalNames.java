package dev.reviewgate.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.function.BiFunction;

/** Answers {@code Ref} and {@code Fn::GetAtt} for the template's resources, as far as their kind runs here. */
final class PhysicalNames implements Intrinsics.References {
    private final JsonNode resources;
    private final BiFunction<JsonNode, String, String> textOr;
    private final String apiUrl;

    PhysicalNames(JsonNode resources, BiFunction<JsonNode, String, String> textOr, String apiUrl) {
        this.resources = resources;
        this.textOr = textOr;
        this.apiUrl = apiUrl;
    }

    @Override
    public String ref(String logicalId) {
        JsonNode resource = resource(logicalId);
        String name = name(logicalId, resource, textOr);
        return switch (resource.path("Type").asText()) {
            case ResourceTypes.TOPIC -> Names.topic(name);
            case ResourceTypes.STATE_MACHINE -> Names.stateMachine(name);
            default -> name;
        };
    }

    @Override
    public String attribute(String logicalId, String attribute) {
        JsonNode resource = resource(logicalId);
        String type = resource.path("Type").asText();
        String name = name(logicalId, resource, textOr);
        return switch (type + "." + attribute) {
            case ResourceTypes.FUNCTION + ".Arn" -> Names.function(name);
            case ResourceTypes.BUCKET + ".Arn" -> Names.bucket(name);
            case ResourceTypes.TOPIC + ".TopicArn" -> Names.topic(name);
            case ResourceTypes.TOPIC + ".TopicName", ResourceTypes.STATE_MACHINE + ".Name" -> name;
            case ResourceTypes.STATE_MACHINE + ".Arn" -> Names.stateMachine(name);
            case ResourceTypes.HTTP_API + ".ApiEndpoint" -> apiUrl;
            case ResourceTypes.HTTP_API + ".ApiId" -> name;
            case "AWS::IAM::Role.Arn" -> Names.role(name);
            case "AWS::Logs::LogGroup.Arn" -> Names.arn("logs", "log-group:" + name + ":*");
            default ->
                throw new InvalidTemplate(
                        "Fn::GetAtt " + logicalId + "." + attribute + " of a " + type + " is not supported here");
        };
    }

    static String name(String logicalId, JsonNode resource, BiFunction<JsonNode, String, String> textOr) {
        JsonNode properties = resource.path("Properties");
        String generated = Names.STACK + "-" + logicalId;
        return switch (resource.path("Type").asText()) {
            case ResourceTypes.FUNCTION -> textOr.apply(properties.path("FunctionName"), generated);
            case ResourceTypes.BUCKET ->
                textOr.apply(properties.path("BucketName"), generated.toLowerCase(Locale.ROOT));
            case ResourceTypes.TOPIC -> textOr.apply(properties.path("TopicName"), generated);
            case ResourceTypes.STATE_MACHINE -> textOr.apply(properties.path("Name"), generated);
            case "AWS::IAM::Role" -> textOr.apply(properties.path("RoleName"), generated);
            case "AWS::Logs::LogGroup" -> textOr.apply(properties.path("LogGroupName"), generated);
            default -> generated;
        };
    }

    private JsonNode resource(String logicalId) {
        JsonNode resource = resources.path(logicalId);
        if (resource.isMissingNode()) {
            throw new InvalidTemplate("the template has no parameter and no resource named " + logicalId);
        }
        return resource;
    }
}
