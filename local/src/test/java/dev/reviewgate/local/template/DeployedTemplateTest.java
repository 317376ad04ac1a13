package dev.reviewgate.local.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What AWS would refuse about the template, or only show once it is deployed or deleted. */
class DeployedTemplateTest {
    private static final Path ROOT = Path.of("..");
    private static final JsonNode TEMPLATE = read(ROOT.resolve("template.yaml"));

    /** Lambda's quota for all variables of a function together, which it measures as JSON. */
    private static final int ENVIRONMENT_BYTES = 4096;

    /** The longest text that AWS makes of a resource, in the partition and region with the longest names. */
    private static final Map<String, Integer> RESOURCES = Map.of(
            "AWS::S3::Bucket", 63,
            "AWS::SNS::Topic", "arn:aws-us-gov:sns:ap-southeast-2:123456789012:review-gate-prod-escalation".length(),
            "AWS::Serverless::HttpApi", "https://abcdefghij.execute-api.ap-southeast-2.amazonaws.com.cn".length());

    @ParameterizedTest
    @MethodSource("functions")
    void theLargestEnvironmentFitsIntoAFunction(String function) {
        ObjectNode environment = JsonNodeFactory.instance.objectNode();
        resource(function)
                .at("/Properties/Environment/Variables")
                .properties()
                .forEach(variable -> environment.put(
                        variable.getKey(), longest(function + "." + variable.getKey(), variable.getValue())));

        assertThat(environment.toString().getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(ENVIRONMENT_BYTES);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "U012AB3CD",
                "U012AB3CD,S0614TZR7",
                "U012AB3CD , arn:aws:iam::123456789012:role/team/Data+On=Call",
                "arn:aws-us-gov:iam::123456789012:user/anna@example.com"
            })
    void approversAreTaken(String approvers) {
        assertThat(approvers).matches(pattern("ReviewApprovers"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "anna",
                "anna@example.com",
                "U012AB3CD,",
                ",U012AB3CD",
                "U012AB3CD U012AB3CE",
                "arn:aws:iam::1:user/x",
                "arn:aws:sts::123456789012:assumed-role/Ops/anna",
                "arn:aws:iam::123456789012:user/ä",
                "\"U012AB3CD\""
            })
    void whatIsNoApproverIsRefusedBeforeItIsDeployed(String approvers) {
        assertThat(approvers).doesNotMatch(pattern("ReviewApprovers"));
    }

    @Test
    void asManyApproversFitAsOneWouldList() {
        String role = "arn:aws:iam::123456789012:role/DataOnCall,";

        assertThat(parameter("ReviewApprovers").path("MaxLength").asInt()).isGreaterThan(50 * role.length());
    }

    /** SAM writes no schema for {id}, and a warning about it would stop the deployment. */
    @Test
    void aWarningAboutTheApisDefinitionStopsNoDeployment() {
        assertThat(ofType("AWS::Serverless::HttpApi"))
                .isNotEmpty()
                .allSatisfy(api -> assertThat(
                                resource(api).at("/Properties/FailOnWarnings").asBoolean(false))
                        .isFalse());
    }

    /** Whoever may read objects in the account would read the tokens of a bucket that has outlived its policy. */
    @Test
    void aBucketThatIsKeptKeepsItsPolicy() {
        List<String> kept = ofType("AWS::S3::Bucket").stream()
                .filter(bucket -> isKept(resource(bucket)))
                .toList();

        assertThat(kept)
                .contains("ReviewBucket", "DatasetBucket")
                .allSatisfy(bucket -> assertThat(ofType("AWS::S3::BucketPolicy").stream()
                                .map(DeployedTemplateTest::resource)
                                .filter(policy -> policy.at("/Properties/Bucket/Ref")
                                        .asText()
                                        .equals(bucket)))
                        .isNotEmpty()
                        .allSatisfy(policy -> {
                            assertThat(policy.path("DeletionPolicy"))
                                    .isEqualTo(resource(bucket).path("DeletionPolicy"));
                            assertThat(policy.path("UpdateReplacePolicy"))
                                    .isEqualTo(resource(bucket).path("UpdateReplacePolicy"));
                        }));
    }

    /** Tags of a scanner are copied by default, for which the role would need to read and to write tags. */
    @ParameterizedTest
    @ValueSource(strings = {"dataset-review.asl.json", "large-dataset-review.asl.json"})
    void aCopyLeavesTagsBehind(String definition) throws IOException {
        List<JsonNode> copies = new ArrayList<>();
        gather(definition(definition), copies);

        assertThat(copies)
                .hasSize(definition.startsWith("large") ? 0 : 3)
                .allSatisfy(copy -> assertThat(
                                copy.at("/Arguments/TaggingDirective").asText())
                        .isEqualTo("REPLACE"));
    }

    private static void gather(JsonNode node, List<JsonNode> copies) {
        if (node.path("Resource").asText().endsWith(":s3:copyObject")) {
            copies.add(node);
        }
        node.forEach(child -> gather(child, copies));
    }

    /** A substitution that stands outside of quotes is a number. */
    private static JsonNode definition(String name) throws IOException {
        String text = Files.readString(ROOT.resolve("statemachine").resolve(name));
        return new ObjectMapper().readTree(text.replaceAll("\\$\\{\\w+}", "1"));
    }

    private static String longest(String variable, JsonNode value) {
        if (value.isValueNode()) {
            return value.asText();
        }
        String name = value.has("Ref")
                ? value.path("Ref").asText()
                : value.path("Fn::GetAtt").path(0).asText();
        if (TEMPLATE.path("Parameters").has(name)) {
            return longestOf(variable, parameter(name));
        }
        Integer length = RESOURCES.get(resource(name).path("Type").asText());
        if (length == null) {
            throw new AssertionError("how long may " + variable + " be?");
        }
        return "x".repeat(length);
    }

    private static String longestOf(String variable, JsonNode parameter) {
        if (parameter.has("AllowedValues")) {
            return StreamSupport.stream(parameter.path("AllowedValues").spliterator(), false)
                    .map(JsonNode::asText)
                    .reduce("", (a, b) -> a.length() < b.length() ? b : a);
        }
        if (parameter.path("Type").asText().equals("Number")) {
            return "0".repeat(20);
        }
        assertThat(parameter.has("MaxLength"))
                .as("a MaxLength of what becomes " + variable)
                .isTrue();
        // What the pattern lets through is ASCII that JSON does not escape.
        assertThat(Stream.of("\"", "\\", "\n", "ä", "U0ÄÄÄ", "https://ä", "https://\\x", "arn:aws:secretsmanager:\""))
                .noneMatch(Pattern.compile(parameter.path("AllowedPattern").asText())
                        .asMatchPredicate());
        return "x".repeat(parameter.path("MaxLength").asInt());
    }

    static List<String> functions() {
        return ofType("AWS::Serverless::Function");
    }

    private static List<String> ofType(String type) {
        return TEMPLATE.path("Resources").properties().stream()
                .filter(entry -> entry.getValue().path("Type").asText().equals(type))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static boolean isKept(JsonNode resource) {
        return resource.path("DeletionPolicy").asText().startsWith("Retain");
    }

    private static JsonNode resource(String name) {
        return TEMPLATE.path("Resources").path(name);
    }

    private static JsonNode parameter(String name) {
        return TEMPLATE.path("Parameters").path(name);
    }

    private static String pattern(String parameter) {
        return parameter(parameter).path("AllowedPattern").asText();
    }

    private static JsonNode read(Path file) {
        try (Reader yaml = Files.newBufferedReader(file)) {
            return CloudFormationYaml.read(yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
