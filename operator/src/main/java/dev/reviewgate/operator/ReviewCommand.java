package dev.reviewgate.operator;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** What the commands have in common: one call or two of the API, and an answer for a person or for a program. */
abstract class ReviewCommand implements Callable<Integer> {
    @ParentCommand
    private @Nullable ReviewGate parent;

    @Mixin
    private final Session session = new Session();

    @Override
    public Integer call() {
        Surroundings surroundings = requireNonNull(parent).surroundings();
        Screen screen = surroundings.screen();
        JsonNode answer = ask(session.open(surroundings), screen);
        screen.out().print(session.json() ? answer.toPrettyString() + "\n" : text(answer));
        screen.out().flush();
        return 0;
    }

    /** Returns the API's answer. */
    abstract JsonNode ask(ReviewApi api, Screen screen);

    /** Returns the answer as a person reads it. */
    abstract String text(JsonNode answer);
}
