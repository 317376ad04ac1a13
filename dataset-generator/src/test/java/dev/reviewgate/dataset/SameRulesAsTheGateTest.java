package dev.reviewgate.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reviewgate.core.InvalidReviewRequest;
import dev.reviewgate.core.Requester;
import dev.reviewgate.core.ReviewPolicy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What the input may say about people is what the notifier takes, and what the stack's parameter takes. */
class SameRulesAsTheGateTest {
    private static final Path TABLE =
            Path.of("..", "review-core", "src/test/resources/dev/reviewgate/core/requesters.txt");
    private static final Path TEMPLATE = Path.of("..", "template.yaml");

    @Example
    void eachSpellingOfTheTableIsTakenByBothOrByNeither() throws IOException {
        var spellings = new ArrayList<String>();
        for (var line : Files.readAllLines(TABLE)) {
            spellings.add(Fixture.json(line.split(" ", 2)[1].getBytes(StandardCharsets.UTF_8))
                    .textValue());
        }

        assertThat(spellings)
                .isNotEmpty()
                .allSatisfy(this::theRequesterIsTakenByBothOrByNeither)
                .allSatisfy(this::theApproverIsTakenByAllOrByNone);
    }

    @Property
    void theRequesterIsTakenByBothOrByNeither(@ForAll("spellings") String text) {
        var problems = new ArrayList<String>();
        DecisionPolicyReader.requester(Fields.of("review", object().put("requestedBy", text), problems));

        assertThat(problems.isEmpty()).as(text).isEqualTo(Requester.parse(text).isPresent());
        assertThat(problems).allMatch(problem -> problem.endsWith("give " + Requester.ALLOWED));
    }

    @Property
    void theApproverIsTakenByAllOrByNone(@ForAll("spellings") String text) {
        var review = object();
        review.putArray("approvers").add(text);
        var problems = new ArrayList<String>();
        DecisionPolicyReader.read(Fields.of("review", review, problems));

        assertThat(problems.isEmpty()).as(text).isEqualTo(isTakenByTheNotifier(review));
        if (!text.isEmpty() && !text.contains(",")) {
            assertThat(allowedInTheTemplate().matcher(text).matches()).as(text).isEqualTo(problems.isEmpty());
        }
    }

    private static boolean isTakenByTheNotifier(ObjectNode policy) {
        var fields = dev.reviewgate.core.Fields.of(policy);
        try {
            ReviewPolicy.parse(fields);
            fields.refuseIfWrong();
            return true;
        } catch (InvalidReviewRequest e) {
            return false;
        }
    }

    private static Pattern allowedInTheTemplate() {
        var pattern = Pattern.compile(
                "^  ReviewApprovers:$.*?AllowedPattern: '([^']+)'$", Pattern.DOTALL | Pattern.MULTILINE);
        try {
            var matcher = pattern.matcher(Files.readString(TEMPLATE));
            assertThat(matcher.find()).isTrue();
            return Pattern.compile(matcher.group(1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Pieces of names in any order, so that many are close to what is allowed. */
    @Provide
    Arbitrary<String> spellings() {
        var pieces = List.of(
                "etl",
                "E",
                "7",
                "U0ETL",
                "W0",
                "S0LEADS",
                "@",
                ".",
                "-",
                "_",
                "'",
                "+",
                " ",
                "é",
                "\u200b",
                "\n",
                "/",
                ":",
                "=",
                "example.com",
                "arn:aws:iam::123456789012:user/",
                "arn:aws:iam::123456789012:role/",
                "arn:aws-cn:iam::",
                "root",
                "123456789012",
                "arn:aws:sts::123456789012:assumed-role/Etl/",
                "arn:aws:states:eu-central-1:");
        var built = Arbitraries.of(pieces).list().ofMinSize(0).ofMaxSize(6).map(list -> String.join("", list));
        var starts = Arbitraries.of("", "@", "U", "etl@", "arn:aws:iam::123456789012:user/");
        return Arbitraries.oneOf(
                built,
                starts.flatMap(
                        start -> Arbitraries.strings().ascii().ofMaxLength(300).map(rest -> start + rest)),
                Arbitraries.strings().ofMaxLength(12));
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
