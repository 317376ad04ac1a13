package dev.reviewgate.operator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command behind {@code ./review-gate}. */
@Command(
        name = "./review-gate",
        sortOptions = false,
        description = "Shows what waits for a person, and decides it as your own IAM identity.",
        subcommands = {ListReviews.class, ShowReview.class, DecideReview.class, ResendReview.class},
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:It is done.",
            "1:It was refused: the review is over, unknown, not yours to decide, or you did not confirm.",
            "2:The command line is wrong.",
            "3:The API cannot be reached or does not let you, or there are no credentials."
        })
public final class ReviewGate implements Runnable {
    private final Surroundings surroundings;

    @SuppressWarnings("unused") // picocli looks at the annotation only
    @Option(names = "--help", usageHelp = true, scope = ScopeType.INHERIT, description = "Show this help.")
    private boolean help;

    @Spec
    private @org.jspecify.annotations.Nullable CommandSpec spec;

    ReviewGate(Surroundings surroundings) {
        this.surroundings = requireNonNull(surroundings, "surroundings");
    }

    public static void main(String[] args) {
        Screen screen = new Screen(
                new BufferedReader(new InputStreamReader(System.in, UTF_8)), System.out, System.err, hasTerminal());
        System.exit(run(Surroundings.of(screen, System.getenv()), args));
    }

    /** From JDK 22 on there is a console even where there is no terminal, unless the older one is asked for. */
    @SuppressWarnings("SystemConsoleNull")
    private static boolean hasTerminal() {
        System.setProperty("jdk.console", "java.base");
        return System.console() != null;
    }

    /** Runs a command and returns its exit code. */
    static int run(Surroundings surroundings, String... args) {
        Screen screen = surroundings.screen();
        boolean json = Arrays.asList(args).contains("--json");
        CommandLine line = new CommandLine(new ReviewGate(surroundings))
                .setOut(new java.io.PrintWriter(screen.out(), true, UTF_8))
                .setErr(new java.io.PrintWriter(screen.err(), true, UTF_8))
                .setUsageHelpWidth(100)
                .setExecutionExceptionHandler((failure, command, parsed) -> report(failure, screen, json))
                .setParameterExceptionHandler((failure, arguments) -> reportUsage(failure, screen, json));
        // An id may begin with a dash.
        line.getSubcommands().values().forEach(c -> c.setUnmatchedOptionsArePositionalParams(true));
        return line.execute(args);
    }

    Surroundings surroundings() {
        return surroundings;
    }

    /** Without a command there is nothing to do. */
    @Override
    public void run() {
        throw new ParameterException(
                requireNonNull(spec).commandLine(), "Say what to do: " + String.join(", ", commands()) + ".");
    }

    private List<String> commands() {
        return List.copyOf(requireNonNull(spec).subcommands().keySet());
    }

    /** A fault of this program is no refusal: a script must not take it for one. */
    private static int report(Exception failure, Screen screen, boolean json) {
        Problem problem = failure instanceof Problem known
                ? known
                : Problem.unavailable("fault", "This is a fault of this program: " + failure);
        if (json) {
            screen.err().println(problem.json());
        } else {
            screen.err().println(problem.getMessage());
            if (problem != failure) {
                failure.printStackTrace(screen.err());
            }
        }
        return problem.exitCode();
    }

    private static int reportUsage(ParameterException wrong, Screen screen, boolean json) {
        Problem problem = Problem.usage(String.valueOf(wrong.getMessage()));
        if (json) {
            screen.err().println(problem.json());
        } else {
            screen.err().println(problem.getMessage());
            wrong.getCommandLine().usage(screen.err());
        }
        return problem.exitCode();
    }
}
