package dev.reviewgate.states;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ExpressionTest {
    private static final StatesFunctions FUNCTIONS =
            new StatesFunctions(Clock.fixed(Instant.parse("2026-01-02T03:04:05.678Z"), ZoneOffset.UTC));

    @Property(tries = 2000)
    void whatIsPassedOnComesBackWhole(@ForAll("json") String text) throws Exception {
        JsonNode value = Json.parse(text);
        Scope scope = scope(Json.object().set("x", value), Map.of("v", value));

        assertSame(evaluate("$v", scope), value);
        assertSame(evaluate("$states.input.x", scope), value);
        assertSame(evaluate("{'kept': $v}", scope).get("kept"), value);
        assertSame(
                evaluate("$merge([{'a': 1}, {'kept': $states.input.x}])", scope).get("kept"), value);
    }

    @Property(tries = 500)
    void whatIsPassedOnIsNotChangedByWorkingOnIt(@ForAll("json") String text) throws Exception {
        JsonNode value = Json.parse(text);
        Scope scope = scope(Json.object().set("x", value), Map.of());

        evaluate("$count($reverse($append([], $states.input.x)))", scope);

        assertSame(evaluate("$states.input.x", scope), value);
    }

    @Provide
    Arbitrary<String> json() {
        Arbitrary<String> scalar = Arbitraries.oneOf(
                Arbitraries.of("null", "true", "false", "\"\"", "[]", "{}", "-0", "0.0", "1.10", "1e2", "1E-7"),
                Arbitraries.longs().map(String::valueOf),
                Arbitraries.bigIntegers().map(String::valueOf),
                Arbitraries.bigDecimals().ofScale(20).map(String::valueOf),
                Arbitraries.doubles().map(String::valueOf),
                Arbitraries.strings().map(each -> Json.write(JsonTexts.text(wellFormed(each)))));
        return Arbitraries.recursive(
                () -> scalar,
                inner -> Arbitraries.oneOf(
                        inner.list().ofMaxSize(3).map(items -> "[" + String.join(",", items) + "]"),
                        Arbitraries.maps(
                                        Arbitraries.strings()
                                                .alpha()
                                                .ofMinLength(1)
                                                .ofMaxLength(5),
                                        inner)
                                .ofMaxSize(3)
                                .map(ExpressionTest::object)),
                0,
                4);
    }

    private static String object(Map<String, String> fields) {
        Stream<String> written = fields.entrySet().stream().map(each -> "\"" + each.getKey() + "\":" + each.getValue());
        return "{" + String.join(",", written.toList()) + "}";
    }

    /** A lone surrogate is no character; JSON in UTF-8 cannot hold one. */
    private static String wellFormed(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    @Example
    void aQuarterOfAMegabyteIsEvaluatedWithinTheLimitOfAnExpression() throws Exception {
        String rows = String.join(
                ",",
                IntStream.range(0, 5000)
                        .mapToObj(i -> "{\"id\":" + i + ",\"name\":\"n-\\u00e9-" + i + "-xxxxxxxxxxx\"}")
                        .toList());
        JsonNode config = Json.parse("{\"rows\":[" + rows + "]}");
        assertThat(Json.write(config).length()).isGreaterThan(190_000);

        assertThat(evaluate("$config", scope(config, Map.of("config", config)))).isEqualTo(config);
    }

    @Example
    void nothingIsToldFromNull() throws Exception {
        assertThat(evaluate("$states.input.a", scope(Json.parse("{\"a\":null}"), Map.of())))
                .isEqualTo(Json.parse("null"));
        assertThat(evaluate("[null, $states.input.a]", scope(Json.parse("{\"a\":null}"), Map.of())))
                .isEqualTo(Json.parse("[null,null]"));
        assertThat(evaluate("$exists($states.input.a)", scope(Json.parse("{\"a\":null}"), Map.of())))
                .isEqualTo(Json.parse("true"));
        assertThat(evaluate("$states.input.a = null", scope(Json.parse("{\"a\":null}"), Map.of())))
                .isEqualTo(Json.parse("true"));
        assertThatThrownBy(() -> evaluate("$states.input.b", scope(Json.object(), Map.of())))
                .isInstanceOf(EvaluationFailure.class)
                .hasMessage("The JSONata expression '$states.input.b' specified for the field 'Output'"
                        + " returned nothing (undefined).");
    }

    @Example
    void failuresSayWhatIsWrong() {
        assertFails("1 + 'a'", "threw an error during evaluation. T2002: The right side of the \"+\" operator");
        assertFails("$error('no such customer')", "threw an error during evaluation. no such customer");
        assertFails("function($x){$x}", "returned an unsupported result type.");
        assertFails("$sum", "returned an unsupported result type.");
        assertFails("$eval('1+1')", "threw an error during evaluation. The function eval is not supported");
        assertFails("$parse('{')", "threw an error during evaluation. Argument 1 of function parse is not valid JSON");
        assertFails("$range(1, 9, 0)", "Argument 3 of function range must not be 0");
        assertFails("$partition([1], 0)", "Argument 2 of function partition must be a positive integer");
        assertFails("$hash('a', 'CRC')", "Argument 2 of function hash must be one of MD5");
        assertFails("($f := function($n){ 1 + $f($n + 1) }; $f(1))", "threw an error during evaluation.");
    }

    @Example
    void stepFunctionsHasFunctionsOfItsOwn() throws Exception {
        assertGives("$partition([1,2,3], 2)", "[[1,2],[3]]");
        assertGives("$partition([], 2)", "[]");
        assertGives("$range(9, 1, -4)", "[9,5,1]");
        assertGives("$range(1, 9, 9)", "1");
        assertGives("$hash('a', 'MD5')", "\"0cc175b9c0f1b6a831c399e269772661\"");
        assertGives("$hash('a', 'SHA-256')", "\"ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb\"");
        assertGives("$random(7) = $random(7) and $random(7) < 1", "true");
        assertGives("$random() != $random()", "true");
        assertGives("$match($uuid(), /[0-9a-f]{8}-[0-9a-f]{4}-4.*/).match != ''", "true");
        assertGives("$parse('{\"a\":[1.5,12345678901234567890]}')", "{\"a\":[1.5,12345678901234567890]}");
    }

    @Example
    void theClockIsTheEngines() throws Exception {
        assertGives("$now()", "\"2026-01-02T03:04:05.678Z\"");
        assertGives("$now('[Y0001]-[M01]')", "\"2026-01\"");
        assertGives("$millis()", "1767323045678");
    }

    @Example
    void onlyAStringThatIsAllExpressionIsOne() throws Exception {
        assertThat(Template.of(JsonTexts.text("{%1+1%}"))).isInstanceOf(Template.Computed.class);
        assertThat(Template.of(JsonTexts.text(" {% 1 %} "))).isInstanceOf(Template.Literal.class);
        assertThat(Template.of(JsonTexts.text("{% 1"))).isInstanceOf(Template.Literal.class);
        assertThat(Template.of(Json.parse("{\"a\":[{\"b\":\"x\"}]}"))).isInstanceOf(Template.Literal.class);
        assertThatThrownBy(() -> Template.of(JsonTexts.text("{% 1 + %}")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the JSONata expression '1 +' is not valid: S0207");
    }

    @Example
    void oneExpressionMayBeEvaluatedByManyThreads() {
        Expression expression = Expression.parse("{% $map([1..50], function($i){ $i * $states.input }) ~> $sum() %}");
        Stream<CompletableFuture<JsonNode>> results = IntStream.range(0, 64)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> {
                    try {
                        return expression.evaluate(scope(Json.parse(String.valueOf(i)), Map.of()), "Output");
                    } catch (EvaluationFailure | JsonProcessingException e) {
                        throw new AssertionError(e);
                    }
                }));

        assertThat(results.toList().stream().map(CompletableFuture::join).map(JsonNode::asInt))
                .containsExactlyElementsOf(
                        IntStream.range(0, 64).map(i -> i * 1275).boxed().toList());
    }

    private static void assertGives(String source, String json) throws Exception {
        assertThat(evaluate(source, scope(Json.object(), Map.of()))).as(source).isEqualTo(Json.parse(json));
    }

    private static void assertFails(String source, String message) {
        assertThatThrownBy(() -> evaluate(source, scope(Json.object(), Map.of())))
                .as(source)
                .isInstanceOf(EvaluationFailure.class)
                .hasMessageContaining(message);
    }

    private static Scope scope(JsonNode input, Map<String, JsonNode> variables) {
        return new Scope(FUNCTIONS, variables, input, Json.object());
    }

    private static JsonNode evaluate(String source, Scope scope) throws EvaluationFailure {
        return Expression.parse("{% " + source + " %}").evaluate(scope, "Output");
    }

    private static void assertSame(JsonNode actual, JsonNode expected) {
        assertThat(Recording.equal(expected, actual))
                .as("expected %s, came %s", expected, actual)
                .isTrue();
    }
}
