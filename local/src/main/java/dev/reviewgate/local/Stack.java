package dev.reviewgate.local;

import dev.reviewgate.local.api.HttpApi;
import dev.reviewgate.local.api.SecretAccessKey;
import dev.reviewgate.local.aws.AwsApi;
import dev.reviewgate.local.http.Callers;
import dev.reviewgate.local.http.LoopbackServer;
import dev.reviewgate.local.lambda.Lambda;
import dev.reviewgate.local.lambda.LambdaApi;
import dev.reviewgate.local.pages.Pages;
import dev.reviewgate.local.s3.CopyObject;
import dev.reviewgate.local.s3.S3Objects;
import dev.reviewgate.local.s3.S3Proxy;
import dev.reviewgate.local.s3.S3Store;
import dev.reviewgate.local.secrets.SecretsApi;
import dev.reviewgate.local.slack.Slack;
import dev.reviewgate.local.sns.Message;
import dev.reviewgate.local.sns.Sns;
import dev.reviewgate.local.sns.SnsApi;
import dev.reviewgate.local.template.Template;
import dev.reviewgate.states.HistoryListener;
import dev.reviewgate.states.StepFunctions;
import dev.reviewgate.states.StepFunctionsApi;
import dev.reviewgate.states.TaskPlayer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Everything that {@code template.yaml} deploys, running on this machine until it is closed. */
public final class Stack implements AutoCloseable {
    /** Where the secret is that requests of operators are signed with, below the project's root. */
    private static final String SECRET_FILE = "local/target/secret-access-key";

    private final Resources resources = new Resources();
    private final Faults faults = new Faults();
    private final List<HistoryListener> listeners = new CopyOnWriteArrayList<>();
    private final FunctionLogs logs;
    private final LoopbackServer pageServer;
    private final LoopbackServer awsServer;
    private final Template template;
    private final Lambda lambda;
    private final Sns sns;
    private final Slack slack;
    private final StepFunctions stepFunctions;
    private final S3Store s3;
    private final Map<String, String> stateMachines;
    private final Path secretFile;
    private final SecretAccessKey secret;

    private Stack(StackOptions options) throws IOException, InterruptedException, LoopbackServer.PortInUse {
        try {
            Path scratch = resources.scratch();
            ExecutorService executor = resources.executor();
            pageServer = resources.add(LoopbackServer.bind(options.port(), executor));
            awsServer = resources.add(LoopbackServer.bind(options.awsPort(), executor));
            secretFile = options.root().resolve(SECRET_FILE);
            secret = SecretAccessKey.in(secretFile);
            slack = new Slack(pageServer.url(), options.time().clock());
            template = Deployment.template(options, pageServer.url(), slack.apiUrl());
            CompletableFuture<S3Store> startingS3 =
                    CompletableFuture.supplyAsync(() -> S3Store.start(scratch.resolve("s3")), executor);
            resources.add(() -> startingS3.join().close());
            logs = new FunctionLogs(options.logs());
            lambda = resources.add(new Lambda(
                    template.functions(),
                    scratch,
                    Deployment.endpoints(awsServer.url()),
                    options.concurrency(),
                    logs,
                    executor));
            lambda.warm();
            sns = resources.add(new Sns(awsServer.url()));
            sns.create(template.topics(), template.subscriptions());
            StepFunctions.Builder engine = StepFunctions.builder().time(options.time());
            options.integrations().forEach(engine::integration);
            stepFunctions = resources.add(engine.functions(new FunctionCalls(lambda))
                    .integration(CopyObject.RESOURCE, new CopyObject(URI.create(awsServer.url())))
                    .objects(new S3Objects(URI.create(awsServer.url())))
                    .listener((arn, event) -> listeners.forEach(listener -> listener.onEvent(arn, event)))
                    .build());
            stateMachines = Deployment.createStateMachines(template, stepFunctions);
            s3 = startingS3.join();
            s3.create(template.buckets());
            Deployment.uploadIncoming(options.root(), s3, datasetBucket());
            serve(options.root(), executor);
        } catch (Throwable e) {
            if (resources.isClosed()) {
                throw new CancellationException("stopped while it was started");
            }
            resources.close();
            throw e;
        }
    }

    /** Starts everything and returns when it answers; the end of the program stops it, even while it is being started. */
    public static Stack start(StackOptions options) throws IOException, InterruptedException, LoopbackServer.PortInUse {
        return new Stack(options);
    }

    private void serve(Path root, ExecutorService executor) {
        SecretsApi secrets = new SecretsApi();
        secrets.put(Deployment.SLACK_SECRET_ARN, slack::secret);
        AwsApi aws = new AwsApi(
                new StepFunctionsApi(stepFunctions),
                new SnsApi(sns),
                new LambdaApi(lambda, executor),
                new S3Proxy(s3.uri()),
                secrets,
                faults::answer);
        awsServer.start(Callers.AWS_CLIENTS, aws::handle);
        HttpApi api = new HttpApi(template.routes(), Deployment.functionNames(template), secret, lambda, executor);
        Pages pages = new Pages(this, root);
        pageServer.start(exchange -> {
            if (slack.api().answers(exchange)) {
                slack.api().handle(exchange);
            } else if (pages.answers(exchange)) {
                pages.handle(exchange);
            } else {
                api.handle(exchange);
            }
        });
    }

    /** Returns where the HTTP API and the pages answer, without a trailing slash. */
    public String apiUrl() {
        return pageServer.url();
    }

    /** Returns what requests of operators are signed with, whatever their access key is. */
    public SecretAccessKey secretAccessKey() {
        return secret;
    }

    /** Returns the file that holds it, which only its owner can read. */
    Path secretFile() {
        return secretFile;
    }

    /** Returns the endpoint for AWS SDKs and the AWS CLI. */
    public String awsUrl() {
        return awsServer.url();
    }

    /** Returns the state machine that is started unless another one is named. */
    public String stateMachineArn() {
        return Deployment.toStart(stateMachines);
    }

    /**
     * Creates a state machine that the template does not have, and returns its ARN.
     *
     * @param definition may name each function of the template as <code>${&lt;logical ID&gt;Arn}</code>
     */
    public String createStateMachine(Path definition) throws IOException {
        return createStateMachine(definition, TaskPlayer.NONE);
    }

    String createStateMachine(Path definition, TaskPlayer player) throws IOException {
        return Deployment.createStateMachine(template, definition, stepFunctions, player);
    }

    /** Returns the state machines' ARNs by their logical IDs. */
    public Map<String, String> stateMachines() {
        return stateMachines;
    }

    public String topicArn() {
        return template.topics().get(0).arn();
    }

    public String datasetBucket() {
        return Deployment.variable(template, "DATASET_BUCKET");
    }

    public String reviewBucket() {
        return Deployment.variable(template, "REVIEW_BUCKET");
    }

    /** Returns the functions' names by their logical IDs. */
    public Map<String, String> functions() {
        return Deployment.functionNames(template);
    }

    /** Returns every message that was published, oldest first. */
    public List<Message> messages() {
        return sns.messages();
    }

    public StepFunctions stepFunctions() {
        return stepFunctions;
    }

    public Sns sns() {
        return sns;
    }

    /** Returns the Slack workspace that the app posts to, and whose people click. */
    public Slack slack() {
        return slack;
    }

    public Lambda lambda() {
        return lambda;
    }

    /** Makes AWS calls fail on purpose. */
    public Faults faults() {
        return faults;
    }

    public FunctionLogs logs() {
        return logs;
    }

    public Template template() {
        return template;
    }

    /** Is told each history event of each execution from now on, task tokens replaced. */
    public void addListener(HistoryListener listener) {
        listeners.add(listener);
    }

    @Override
    public void close() {
        resources.close();
    }

    /** Threads and scratch files, and what was started, to be stopped in the opposite order. */
    private static final class Resources implements AutoCloseable {
        private final java.util.Deque<AutoCloseable> started = new java.util.ArrayDeque<>();
        private final Thread atExit = new Thread(this::close, "stop");
        private boolean closed;
        private final ExecutorService executor = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "local");
            thread.setDaemon(true);
            return thread;
        });

        Resources() {
            Runtime.getRuntime().addShutdownHook(atExit);
        }

        ExecutorService executor() {
            return executor;
        }

        synchronized Path scratch() throws IOException {
            Path directory = Files.createTempDirectory("review-gate-");
            add(() -> Deployment.delete(directory));
            return directory;
        }

        synchronized <T extends AutoCloseable> T add(T resource) {
            started.push(resource);
            if (closed) {
                close();
                throw new CancellationException("stopped while it was started");
            }
            return resource;
        }

        synchronized boolean isClosed() {
            return closed;
        }

        @Override
        public synchronized void close() {
            closed = true;
            while (!started.isEmpty()) {
                try {
                    started.pop().close();
                } catch (Exception e) {
                    System.getLogger(Stack.class.getName())
                            .log(System.Logger.Level.WARNING, "something could not be stopped", e);
                }
            }
            executor.shutdownNow();
            try {
                Runtime.getRuntime().removeShutdownHook(atExit);
            } catch (IllegalStateException e) {
                // The program is ending: nothing is left to be taken back.
                closed = true;
            }
        }
    }
}
