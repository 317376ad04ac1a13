package dev.reviewgate.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Reader;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Reads YAML with CloudFormation's short-form tags ({@code !Ref}, {@code !Sub}, ...) into JSON with the long forms. */
final class CloudFormationYaml {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Set<String> UNPREFIXED = Set.of("Ref", "Condition");

    private CloudFormationYaml() {}

    static JsonNode read(Reader yaml) {
        try {
            Node root = new Yaml(new SafeConstructor(new LoaderOptions())).compose(yaml);
            if (root == null) {
                throw new InvalidTemplate("the template is empty");
            }
            return convert(root);
        } catch (YAMLException e) {
            throw new InvalidTemplate("the template is not YAML: " + e.getMessage());
        }
    }

    private static JsonNode convert(Node node) {
        String tag = node.getTag().getValue();
        if (tag.startsWith("!") && tag.length() > 1) {
            String name = tag.substring(1);
            JsonNode value = plain(node);
            if (name.equals("GetAtt") && value.isTextual()) {
                String[] parts = value.textValue().split("\\.", 2);
                ArrayNode pair = JSON.arrayNode().add(parts[0]);
                value = parts.length == 2 ? pair.add(parts[1]) : pair;
            }
            return JSON.objectNode().set(UNPREFIXED.contains(name) ? name : "Fn::" + name, value);
        }
        return plain(node);
    }

    private static JsonNode plain(Node node) {
        if (node instanceof MappingNode mapping) {
            ObjectNode object = JSON.objectNode();
            for (NodeTuple entry : mapping.getValue()) {
                String key = ((ScalarNode) entry.getKeyNode()).getValue();
                if (object.has(key)) {
                    throw new InvalidTemplate("the key " + key + " stands twice"
                            + entry.getKeyNode().getStartMark());
                }
                object.set(key, convert(entry.getValueNode()));
            }
            return object;
        }
        if (node instanceof SequenceNode sequence) {
            ArrayNode array = JSON.arrayNode();
            sequence.getValue().forEach(item -> array.add(convert(item)));
            return array;
        }
        return scalar((ScalarNode) node);
    }

    private static JsonNode scalar(ScalarNode node) {
        String value = node.getValue();
        Tag tag = node.getTag();
        if (tag.equals(Tag.NULL)) {
            return JSON.nullNode();
        }
        if (tag.equals(Tag.BOOL)) {
            return JSON.booleanNode(Set.of("true", "yes", "on").contains(value.toLowerCase(java.util.Locale.ROOT)));
        }
        // A date such as a policy's Version, and an account number with a leading zero, stay text as in CloudFormation.
        if (tag.equals(Tag.INT) && value.matches("-?(0|[1-9][0-9]{0,17})")) {
            return JSON.numberNode(Long.parseLong(value));
        }
        if (tag.equals(Tag.FLOAT) && value.matches("-?[0-9]+\\.[0-9]+")) {
            return JSON.numberNode(new java.math.BigDecimal(value));
        }
        return JSON.textNode(value);
    }
}
