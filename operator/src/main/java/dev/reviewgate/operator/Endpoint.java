package dev.reviewgate.operator;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where the stack's API answers, and the region that requests to it are signed for.
 *
 * @param url without a slash at its end
 */
record Endpoint(URI url, String region) {
    static final String API_VARIABLE = "REVIEW_GATE_API_URL";

    private static final Pattern API_GATEWAY =
            Pattern.compile("[a-z0-9]+\\.execute-api\\.([a-z0-9-]+)\\.(amazonaws\\.[a-z.]+|api\\.aws)");
    private static final Pattern REGION = Pattern.compile("[a-z]{2,4}(-[a-z]+)+-\\d{1,2}");
    private static final Set<String> THIS_MACHINE = Set.of("127.0.0.1", "localhost", "[::1]");

    Endpoint {
        requireNonNull(url, "url");
        requireNonNull(region, "region");
    }

    /**
     * Finds both. API Gateway takes a signature for its own region only, so a host name that says it wins over the
     * environment's.
     *
     * @param api the address that was given, or null
     * @param region the region that was given, or null
     * @param profileRegion asked only if nothing else says a region
     */
    static Endpoint of(
            @Nullable String api,
            @Nullable String region,
            Map<String, String> environment,
            Supplier<Optional<String>> profileRegion) {
        URI url = url(api != null ? api : environment.getOrDefault(API_VARIABLE, ""));
        String host = url.getHost().toLowerCase(Locale.ROOT);
        Matcher gateway = API_GATEWAY.matcher(host);
        String found = Stream.<Supplier<Optional<String>>>of(
                        () -> Optional.ofNullable(region),
                        () -> gateway.matches() ? Optional.of(gateway.group(1)) : Optional.empty(),
                        // The local stack has no other, and checks signatures as API Gateway does.
                        () -> THIS_MACHINE.contains(host) ? Optional.of("us-east-1") : Optional.empty(),
                        () -> Optional.ofNullable(environment.get("AWS_REGION")),
                        () -> Optional.ofNullable(environment.get("AWS_DEFAULT_REGION")),
                        profileRegion)
                .flatMap(source -> source.get().filter(r -> !r.isBlank()).stream())
                .findFirst()
                .orElseThrow(() -> Problem.usage(
                        "The region of " + host + " is not known. Say it with --region, or set AWS_REGION."));
        if (!REGION.matcher(found).matches()) {
            throw Problem.usage("\"" + found + "\" is no region; one looks like eu-west-1.");
        }
        return new Endpoint(url, found);
    }

    /** Signed requests carry evidence and decisions: nobody between here and AWS may read or change them. */
    private static URI url(String text) {
        if (text.isBlank()) {
            throw Problem.usage("Where is the API? Say it with --api URL or set " + API_VARIABLE
                    + ": it is the stack's output ApiUrl.");
        }
        URI url;
        try {
            url = URI.create(text.strip().replaceFirst("/+$", ""));
        } catch (IllegalArgumentException e) {
            throw noAddress(text);
        }
        if (url.getHost() == null
                || url.getRawQuery() != null
                || url.getRawFragment() != null
                || url.getRawUserInfo() != null) {
            throw noAddress(text);
        }
        boolean plain = "http".equals(url.getScheme());
        if (plain && !THIS_MACHINE.contains(url.getHost())) {
            throw Problem.usage(text + " is not encrypted. Only an API on this machine may be reached by http.");
        }
        if (!plain && !"https".equals(url.getScheme())) {
            throw noAddress(text);
        }
        return url;
    }

    private static Problem noAddress(String text) {
        return Problem.usage("\"" + text + "\" is not the address of an API; one looks like"
                + " https://abc123.execute-api.eu-west-1.amazonaws.com.");
    }
}
