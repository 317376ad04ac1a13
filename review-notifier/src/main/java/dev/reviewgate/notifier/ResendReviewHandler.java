package dev.reviewgate.notifier;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.reviewgate.core.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Sends a request once more for an operator who calls through the HTTP API.
 *
 * <p>It is a function beside the notifier, whose code it has (ADR 12): an API cannot call a function whose environment names
 * the API's address, because each would have to exist before the other. This one takes the address from the call.
 */
public final class ResendReviewHandler implements RequestStreamHandler {
    private final Function<URI, Resend> wiring;
    private @Nullable Wired wired;

    /** Called by Lambda; the production collaborators are wired by the first call, which says where links lead. */
    public ResendReviewHandler() {
        this(System.getenv());
    }

    private ResendReviewHandler(Map<String, String> variables) {
        this(address -> {
            Map<String, String> all = new HashMap<>(variables);
            all.put(Settings.API_URL, address.toString());
            return Wiring.of(all, Wiring.Limits.WAITED_FOR).resend();
        });
    }

    ResendReviewHandler(Function<URI, Resend> wiring) {
        this.wiring = Objects.requireNonNull(wiring, "wiring");
    }

    /** What the last call was answered with: an API has one address, or two with a domain of its own. */
    private record Wired(URI address, Resend resend) {}

    /** Answers an operator over HTTP, whatever happens; an event of another kind is answered like an unknown path. */
    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        Objects.requireNonNull(context, "context");
        OperatorCall call = OperatorCall.parse(Payload.read(input));
        Optional<URI> address = call.address();
        HttpAnswer answer = call.resends().isPresent() && address.isPresent()
                ? reachedAt(address.get()).handle(call)
                : HttpAnswer.notFound();
        output.write(Json.mapper().writeValueAsBytes(answer.toJson()));
    }

    private synchronized Resend reachedAt(URI address) {
        Wired last = wired;
        if (last == null || !last.address().equals(address)) {
            last = new Wired(address, wiring.apply(address));
            wired = last;
        }
        return last.resend();
    }
}
