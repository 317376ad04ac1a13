package dev.reviewgate.dataset.rows;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.reviewgate.dataset.rows.Format.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Recognizes what services and tools leave where a table should be: a web page, an error, a pointer to the real file. */
final class NoTable {
    private static final JsonFactory JSON = new JsonFactory();

    private static final Pattern WEB_PAGE =
            Pattern.compile("<(!doctype\\s+html|html|head|body)[\\s>].*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern MARKUP = Pattern.compile("<[?!].*", Pattern.DOTALL);

    /** Some tables have names in angle brackets, so an element has to end too. */
    private static final Pattern ELEMENT =
            Pattern.compile("<([A-Za-z][\\w:.-]*)(\\s[^<>]*)?>.*</\\1\\s*>.*", Pattern.DOTALL);

    private static final Pattern XML_ERROR = Pattern.compile("<Error(Response)?[\\s>].*", Pattern.DOTALL);

    private static final Pattern HTTP = Pattern.compile("HTTP/\\d(\\.\\d)? \\d{3}\\b.*", Pattern.DOTALL);
    private static final Pattern GIT_LFS = Pattern.compile(
            "version https?://(git-lfs\\.github\\.com/spec|git-media\\.io|hawser\\.github\\.com)/.*", Pattern.DOTALL);
    private static final Pattern GIT_ANNEX = Pattern.compile("/annex/objects/\\S+\\s*");

    /** One of these says that something went wrong, unless its value is a number or nothing. */
    private static final Set<String> ERROR_KEYS =
            Set.of("error", "errors", "fault", "__type", "errormessage", "error_description", "exception");

    /** A text says so too if a code comes with it, … */
    private static final Set<String> TEXT_KEYS = Set.of("message", "msg", "detail", "title");

    /** … or by itself, if it is called one of these. */
    private static final Set<String> LONE_TEXT_KEYS = Set.of("message", "msg", "detail");

    private static final Set<String> CODE_KEYS = Set.of("code", "status", "statuscode", "success", "ok");

    /** These may come with an error. */
    private static final Set<String> OTHER_KEYS = Set.of(
            "type",
            "errortype",
            "errorcode",
            "error_code",
            "details",
            "description",
            "reason",
            "cause",
            "path",
            "timestamp",
            "requestid",
            "request_id",
            "hostid",
            "resource",
            "instance",
            "traceid",
            "stacktrace",
            "documentation_url",
            "data");

    private NoTable() {}

    /**
     * Says what stands in the bytes in place of a table, null if nothing of that kind does.
     *
     * @param whole whether the bytes are all of the file
     * @param given what somebody says that the file is; a row in that form may look like what a service answers
     */
    static @Nullable String reason(byte[] bytes, int bodyStart, boolean whole, @Nullable Kind given) {
        var from = Values.skipSpace(bytes, bodyStart, bytes.length);
        if (from == bytes.length) {
            return null;
        }
        var text = new String(bytes, from, bytes.length - from, StandardCharsets.ISO_8859_1);
        return switch (text.charAt(0)) {
            case '<' -> markup(text, given != null);
            case 'v', '/' -> pointer(text);
            case 'H' ->
                HTTP.matcher(text).matches() ? "an answer of a web server, not a table; give the file itself" : null;
            case '{' ->
                whole && given == null && isError(bytes, from)
                        ? "an error that a service answered in JSON, not a table; fetch the file again"
                        : null;
            default -> null;
        };
    }

    private static @Nullable String markup(String text, boolean isGiven) {
        if (WEB_PAGE.matcher(text).matches()) {
            return "a web page (HTML), not a table; fetch the file again, or save the table as CSV";
        }
        if (!MARKUP.matcher(text).matches()
                && !(isGiven ? XML_ERROR : ELEMENT).matcher(text).matches()) {
            return null;
        }
        return text.contains("<Error>") || text.contains("<ErrorResponse")
                ? "an error that a service answered in XML, not a table; fetch the file again"
                : "XML, not a table; save the table as CSV or JSON Lines";
    }

    private static @Nullable String pointer(String text) {
        if (GIT_LFS.matcher(text).matches()) {
            return "a pointer of Git LFS, not the file that it stands for; fetch that with 'git lfs pull'";
        }
        return GIT_ANNEX.matcher(text).matches()
                ? "a pointer of git-annex, not the file that it stands for; fetch that with 'git annex get'"
                : null;
    }

    /** Whether the text is one object that holds nothing but what went wrong. */
    private static boolean isError(byte[] bytes, int from) {
        var keys = new HashSet<String>();
        try (var parser = JSON.createParser(bytes, from, bytes.length - from)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                var key = parser.currentName().toLowerCase(Locale.ROOT);
                parser.nextToken();
                // An error that is 404 is a code.
                keys.add(isTelling(parser) || !ERROR_KEYS.contains(key) ? key : "code");
            }
            if (parser.nextToken() != null) {
                return false;
            }
        } catch (IOException e) {
            return false;
        }
        var others = new HashSet<>(keys);
        others.removeAll(ERROR_KEYS);
        var isSaid = others.size() < keys.size();
        others.removeAll(TEXT_KEYS);
        var isTold = others.size() < keys.size()
                && (others.isEmpty()
                        ? keys.stream().anyMatch(LONE_TEXT_KEYS::contains)
                        : others.stream().anyMatch(CODE_KEYS::contains));
        others.removeAll(CODE_KEYS);
        others.removeAll(OTHER_KEYS);
        return (isSaid || isTold) && others.isEmpty();
    }

    /** Whether the value is true, a text or something that holds others; reads to its end. */
    private static boolean isTelling(JsonParser parser) throws IOException {
        var value = parser.currentToken();
        if (!value.isStructStart()) {
            return value == JsonToken.VALUE_TRUE
                    || (value == JsonToken.VALUE_STRING && !parser.getText().isBlank());
        }
        var depth = 1;
        var holds = 0;
        while (depth > 0) {
            var token = parser.nextToken();
            if (token == null) {
                throw new IOException("the value does not end");
            }
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            holds++;
        }
        return holds > 1;
    }
}
