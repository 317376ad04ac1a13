package dev.reviewgate.dataset.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;

/** The schema in {@code docs}, as readers and as writers of reports have to see it. */
public final class ReportSchema {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonSchemaFactory DRAFT_2020_12 =
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
    private static final SchemaValidatorsConfig WITH_FORMATS =
            SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();

    private ReportSchema() {}

    static ObjectNode tree() throws IOException {
        return (ObjectNode) JSON.readTree(Files.readAllBytes(Path.of("..", "docs", "report-2.schema.json")));
    }

    /** Returns what is wrong with a report for whoever reads it, as JSON pointers. */
    static Set<String> problems(JsonNode report) throws IOException {
        return problems(tree(), report);
    }

    /** Returns what is wrong with a report for whoever wrote it: what the schema does not describe is wrong too. */
    public static Set<String> problemsOfWriter(JsonNode report) throws IOException {
        ObjectNode closed = tree();
        closed.findParents("properties").stream()
                .filter(node -> node.path("type").asText().equals("object"))
                .forEach(node -> ((ObjectNode) node).put("additionalProperties", false));
        return problems(closed, report);
    }

    private static Set<String> problems(JsonNode schema, JsonNode report) {
        return DRAFT_2020_12.getSchema(schema, WITH_FORMATS).validate(report).stream()
                .map(ValidationMessage::getInstanceLocation)
                .map(location -> location.toString().replace('.', '/').replaceAll("\\[(\\d+)]", "/$1"))
                .map(location -> location.replace("$", ""))
                .collect(Collectors.toSet());
    }
}
