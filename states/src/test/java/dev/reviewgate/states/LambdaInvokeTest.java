package dev.reviewgate.states;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LambdaInvokeTest {
    private final LambdaInvoke echo = new LambdaInvoke(
            (name, payload) -> new FunctionResult(200, payload, null, "$LATEST", "request-1"), Clock.systemUTC());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\":[1.50,null]} | {\"a\":[1.50,null]}",
                "null | {}",
                "\"{\\\"text\\\":\\\"is sent as it is\\\"}\" | {\"text\":\"is sent as it is\"}",
                "\"0.0\" | 0.0",
                "12345678901234567890 | 12345678901234567890",
            })
    void thePayloadReachesTheFunction(String payload, String body) throws Exception {
        JsonNode answer = call("{\"FunctionName\":\"f\",\"Payload\":" + payload + "}");

        assertThat(Json.write(answer.get("Payload"))).isEqualTo(body);
    }

    @Test
    void theAnswerComesInTheEnvelopeOfTheApi() throws Exception {
        JsonNode answer = call("{\"FunctionName\":\"f\"}");

        assertThat(answer.get("StatusCode").intValue()).isEqualTo(200);
        assertThat(answer.get("ExecutedVersion").asText()).isEqualTo("$LATEST");
        assertThat(answer.at("/SdkHttpMetadata/HttpHeaders/Content-Length").asText())
                .isEqualTo("2");
        assertThat(answer.at("/SdkHttpMetadata/AllHttpHeaders/x-amzn-RequestId/0")
                        .asText())
                .isEqualTo("request-1");
        assertThat(answer.at("/SdkResponseMetadata/RequestId").asText()).isEqualTo("request-1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | Lambda.InvalidParameterValueException | FunctionName",
                "{\"FunctionName\":1} | Lambda.InvalidParameterValueException | FunctionName",
                "{\"FunctionName\":\"f\",\"InvocationType\":\"Event\"} | Lambda.InvalidParameterValueException | InvocationType: \"Event\"",
                "{\"FunctionName\":\"f\",\"LogType\":\"Tail\"} | Lambda.InvalidParameterValueException | LogType: \"Tail\"",
                "{\"FunctionName\":\"f\",\"Qualifier\":\"7\"} | Lambda.InvalidParameterValueException | Qualifier: \"7\"",
                "{\"FunctionName\":\"f\",\"Colour\":\"red\"} | Lambda.InvalidParameterValueException | Colour: \"red\"",
                "{\"FunctionName\":\"f\",\"Payload\":\"no json\"} | Lambda.InvalidRequestContentException | parse request body",
            })
    void whatIsNotSupportedIsRefusedByName(String arguments, String error, String message) {
        assertThatThrownBy(() -> call(arguments))
                .isInstanceOfSatisfying(
                        TaskFailure.class,
                        failure -> assertThat(failure.error()).isEqualTo(error))
                .hasMessageContaining(message);
    }

    @Test
    void anAnswerThatIsNoJsonComesAsText() throws Exception {
        byte[] answer = "plain".getBytes(StandardCharsets.UTF_8);
        LambdaInvoke plain = new LambdaInvoke(
                (name, payload) -> new FunctionResult(200, answer, null, "$LATEST", "r"), Clock.systemUTC());

        JsonNode result =
                plain.call(new TaskRequest("Call", LambdaInvoke.RESOURCE, Json.parse("{\"FunctionName\":\"f\"}")));

        assertThat(result.get("Payload").asText()).isEqualTo("plain");
    }

    private JsonNode call(String arguments) throws Exception {
        return echo.call(new TaskRequest("Call", LambdaInvoke.RESOURCE, Json.parse(arguments)));
    }
}
