package dev.reviewgate.operator;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/** Somebody at a command line. */
final class Operator {
    private final String api;
    private boolean interactive;
    private String typed = "";
    private AwsCredentialsProvider credentials =
            StaticCredentialsProvider.create(AwsBasicCredentials.create(FakeApi.ACCESS_KEY, FakeApi.SECRET));

    Operator(String api) {
        this.api = api;
    }

    /** What a command left behind. */
    record Ran(int exitCode, String out, String err) {}

    /** Sits at a terminal and types these lines. */
    Operator typing(String... lines) {
        interactive = true;
        typed = String.join("\n", lines);
        return this;
    }

    Operator withKey(String accessKey, String secret) {
        credentials = StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, secret));
        return this;
    }

    Operator withoutCredentials() {
        credentials = () -> {
            throw SdkClientException.create("Unable to load credentials from any of the providers in the chain ...");
        };
        return this;
    }

    /** Has a program that is broken. */
    Operator failing() {
        credentials = () -> {
            throw new UnsupportedOperationException("broken");
        };
        return this;
    }

    Ran runs(String... command) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Screen screen = new Screen(
                new BufferedReader(new StringReader(typed)),
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8),
                interactive);
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.add("--region=us-east-1");
        Surroundings surroundings = new Surroundings(
                screen, Map.of(Endpoint.API_VARIABLE, api), UrlConnectionHttpClient::create, profile -> credentials);
        int exitCode = ReviewGate.run(surroundings, arguments.toArray(String[]::new));
        return new Ran(exitCode, out.toString(UTF_8), err.toString(UTF_8));
    }
}
