package dev.reviewgate.core;

import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where an HTTP API is reached, as an event of its own says. The template cannot tell this to a function that the API calls,
 * because each would have to exist before the other.
 */
public final class ApiAddress {
    private static final Set<String> THIS_MACHINE = Set.of("127.0.0.1", "localhost");
    private static final Pattern PORT = Pattern.compile(":[0-9]{1,5}");

    private ApiAddress() {}

    /**
     * Returns what stands before each path of a link; empty where the event does not say.
     *
     * @param domain as API Gateway has matched it ({@code requestContext.domainName})
     * @param host the header, which is the client's own word; on this machine it is believed for a port, elsewhere for nothing
     * @param scheme the header {@code x-forwarded-proto}, which is heeded on this machine only: a link holds its key
     * @param stage the stage's name after a slash, or nothing
     */
    public static Optional<URI> of(String domain, String host, String scheme, String stage) {
        if (domain.isEmpty()) {
            return Optional.empty();
        }
        // Only a test on one machine has a port, which the domain leaves out, and no TLS.
        boolean isHere = THIS_MACHINE.contains(domain);
        boolean hasPort = isHere
                && host.startsWith(domain)
                && PORT.matcher(host.substring(domain.length())).matches();
        try {
            return Optional.of(URI.create(
                    (isHere && scheme.equals("http") ? "http" : "https") + "://" + (hasPort ? host : domain) + stage));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
