package dev.reviewgate.notifier;

import dev.reviewgate.core.Log;
import dev.reviewgate.core.ReviewNotes;
import dev.reviewgate.core.ReviewStore;
import dev.reviewgate.slack.Cards;
import dev.reviewgate.slack.SlackApi;
import dev.reviewgate.slack.SlackSecret;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sns.SnsClient;

/** Puts the function together: what it does with each kind of payload. */
record Wiring(RequestReview requestReview, AnnounceOutcome announceOutcome, Resend resend) {
    /**
     * How long things may take. Four calls to S3 come before the channels, one after the other: request, decision and votes are
     * read, and the request is written. That, a cold start and the channels have to be less than the function's own time, which
     * ends it without an answer.
     *
     * @param oneCall for one call to S3 or SNS, its retries included
     * @param oneTry for each try of it
     * @param slack for all calls to Slack together, however long it asks to be left alone
     * @param all for all channels, which are used at the same time
     */
    record Limits(Duration oneCall, Duration oneTry, Duration slack, Duration all) {
        /** For a state machine, which lets the function take a minute. */
        static final Limits UNHURRIED = new Limits(
                Duration.ofSeconds(7), Duration.ofMillis(3500), Duration.ofSeconds(15), Duration.ofSeconds(25));

        /** For an operator, who is answered by an HTTP API that waits for half a minute. */
        static final Limits WAITED_FOR = new Limits(
                Duration.ofSeconds(3), Duration.ofMillis(1500), Duration.ofSeconds(8), Duration.ofSeconds(12));
    }

    /** For production. The clients live as long as the function's environment. */
    @SuppressWarnings("resource")
    static Wiring of(Map<String, String> variables, Limits limits) {
        Settings settings = Settings.from(variables);
        Region region = Region.of(settings.region());
        AwsCredentialsProvider credentials = EnvironmentVariableCredentialsProvider.create();
        SdkHttpClient http = UrlConnectionHttpClient.builder()
                .connectionTimeout(limits.oneTry())
                .socketTimeout(limits.oneTry())
                .build();
        S3Client s3 = S3Client.builder()
                .region(region)
                .credentialsProvider(credentials)
                .httpClient(http)
                .overrideConfiguration(c -> c.apiCallTimeout(limits.oneCall()).apiCallAttemptTimeout(limits.oneTry()))
                .build();
        SnsClient sns = SnsClient.builder()
                .region(region)
                .credentialsProvider(credentials)
                .httpClient(http)
                .overrideConfiguration(c -> c.apiCallTimeout(limits.oneCall()).apiCallAttemptTimeout(limits.oneTry()))
                .build();
        Clock clock = Clock.systemUTC();
        return of(
                settings,
                s3,
                sns,
                app -> new SlackApi(
                        app.apiUrl(),
                        new SlackSecret(
                                SecretsManagerClient.builder()
                                        .region(region)
                                        .credentialsProvider(credentials)
                                        .httpClient(http)
                                        .build(),
                                app.secretArn(),
                                clock)),
                limits,
                clock,
                new SecureRandom(),
                new Log(System.out, clock));
    }

    /** @param slack makes the client of a stack that has a Slack app */
    static Wiring of(
            Settings settings,
            S3Client s3,
            SnsClient sns,
            Function<SlackSettings, SlackApi> slack,
            Limits limits,
            Clock clock,
            SecureRandom random,
            Log log) {
        String environment = settings.environment();
        ReviewStore store = new ReviewStore(s3, settings.reviewBucket());
        ReviewNotes notes = new ReviewNotes(s3, settings.reviewBucket());
        Escalation escalation = settings.escalation();
        Outbox outbox = new Outbox(
                new SideBySide(limits.all()),
                new AskingMessages(environment, settings.slack().isPresent()),
                new OutcomeMessages(environment),
                new Topic(Outbox.SNS, sns, settings.topicArn(), environment),
                escalation.topicArn().isEmpty()
                        ? null
                        : new Topic(Outbox.SNS_ESCALATION, sns, escalation.topicArn(), environment),
                settings.slack()
                        .map(app -> new SlackChannels(
                                slack.apply(app),
                                new Cards(environment),
                                notes,
                                settings.api(),
                                environment,
                                limits.slack(),
                                clock,
                                log))
                        .orElse(null),
                settings.slack().map(SlackSettings::channel).orElse(""),
                escalation);
        Ask ask = new Ask(outbox, notes, settings.api(), environment, clock, log);
        return new Wiring(
                new RequestReview(store, ask, settings.policy(), settings.retention(), clock, random, log),
                new AnnounceOutcome(store, outbox, environment, log),
                new Resend(store, ask, clock, random, log));
    }
}
