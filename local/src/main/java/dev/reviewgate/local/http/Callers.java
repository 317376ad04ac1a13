package dev.reviewgate.local.http;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who may call a server of this machine. Any website that is open in a browser can send requests to it: from the website's
 * own address, or through a name of its own that it points at 127.0.0.1. The first has a foreign {@code Origin} or {@code
 * Sec-Fetch-Site}, the second a foreign {@code Host}; scripts can change none of the three.
 *
 * @see <a href="https://www.w3.org/TR/fetch-metadata/">Fetch Metadata Request Headers</a>
 */
public enum Callers {
    /** Programs, people who follow a link, and the pages of this very server. */
    OWN_PAGES {
        @Override
        boolean lets(Sent sent) {
            return sent.isByOwnPage() || sent.isFollowedLink();
        }
    },
    /** AWS clients, which may put a bucket before the host's name, and people who follow a link that downloads. */
    AWS_CLIENTS {
        @Override
        boolean isOurs(String name) {
            return super.isOurs(name) || BUCKET.matcher(name).matches();
        }

        @Override
        boolean lets(Sent sent) {
            return sent.isFollowedLink();
        }

        /** Anybody's file may be opened here as a page, which may neither run a script nor be framed. */
        @Override
        public Map<String, String> answered() {
            return INERT;
        }
    },
    /** Programs only: even a GET changes something here. */
    PROGRAMS {
        @Override
        boolean lets(Sent sent) {
            return false;
        }
    };

    /** What whoever may not call is told. */
    public static final String REFUSAL =
            "This port is for programs of this machine and its own pages only: Host, Origin or Sec-Fetch-Site says otherwise.\n";

    private static final Set<String> NAMES = Set.of("127.0.0.1", "localhost", "[::1]");
    private static final Map<String, String> INERT = Map.of(
            "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; sandbox",
            "X-Frame-Options", "DENY",
            "X-Content-Type-Options", "nosniff");
    private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]*\\.localhost");
    /** Where plain HTTP is served unless an address says another port. */
    private static final int HTTP_PORT = 80;

    abstract boolean lets(Sent sent);

    /** Returns the headers that every answer has, so that a browser does nothing with it that could harm. */
    public Map<String, String> answered() {
        return Map.of();
    }

    boolean isOurs(String name) {
        return NAMES.contains(name);
    }

    /**
     * Tells whether a request may be answered.
     *
     * @param port the port that the server listens on
     * @param headers the values of a header by its name; empty for one that was not sent
     */
    public boolean let(String method, int port, Function<String, List<String>> headers) {
        List<String> hosts = headers.apply("Host");
        if (hosts.size() != 1 || !isOurs(hosts.get(0).toLowerCase(Locale.ROOT), port)) {
            return false;
        }
        Sent sent = new Sent(
                method,
                "http://" + hosts.get(0),
                only(headers.apply("Origin")),
                only(headers.apply("Sec-Fetch-Site")),
                only(headers.apply("Sec-Fetch-Mode")),
                only(headers.apply("Sec-Fetch-Dest")));
        return !sent.isByBrowserPage() || lets(sent);
    }

    private boolean isOurs(String host, int port) {
        String end = ":" + port;
        return host.endsWith(end)
                ? isOurs(host.substring(0, host.length() - end.length()))
                : port == HTTP_PORT && isOurs(host);
    }

    /** Two values contradict each other, and together are none that is known here. */
    private static @Nullable String only(List<String> values) {
        return values.isEmpty() ? null : String.join(",", values);
    }

    /** What a request says of where it comes from; null for what it does not say. */
    record Sent(
            String method,
            String ownOrigin,
            @Nullable String origin,
            @Nullable String site,
            @Nullable String mode,
            @Nullable String destination) {
        /** Programs say neither. */
        boolean isByBrowserPage() {
            return origin != null || site != null;
        }

        /**
         * A form on a page with {@code Referrer-Policy: no-referrer} is sent with {@code Origin: null}, as from a sandbox:
         * {@code Sec-Fetch-Site} tells them apart.
         */
        boolean isByOwnPage() {
            boolean sameOrigin = "same-origin".equals(site);
            if ("null".equals(origin)) {
                return sameOrigin;
            }
            return (origin == null || origin.equalsIgnoreCase(ownOrigin))
                    && (site == null || sameOrigin || site.equals("none"));
        }

        /**
         * Where a link comes from does not matter: whoever follows it sees the page, and its sender does not. A frame navigates
         * too, without anybody who follows a link.
         */
        boolean isFollowedLink() {
            return origin == null
                    && "navigate".equals(mode)
                    && (destination == null || destination.equals("document"))
                    && (method.equals("GET") || method.equals("HEAD"));
        }
    }
}
