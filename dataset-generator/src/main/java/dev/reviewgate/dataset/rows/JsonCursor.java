package dev.reviewgate.dataset.rows;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;

/**
 * Reads JSON Lines: one object on each line. Lines of white space are no rows.
 *
 * <p>The bytes go through the parser as characters of the same numbers (Latin-1): it checks the JSON, all of whose signs are
 * ASCII, while the texts keep their bytes, also those that are not UTF-8 and that the screening will flag.
 */
final class JsonCursor extends RowCursor {
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private final Window window;
    private final Charset charset;
    private final long to;

    /** Whether a key that is new makes a column. */
    private final boolean learning;

    private final List<String> columns;

    /** Columns by their keys' bytes as Latin-1. */
    private final HashMap<String, Integer> byKey = new HashMap<>();

    /** For each column the last row, counted from 1, that has it. */
    private long[] seenIn = new long[64];

    private char[] text = new char[1_024];
    private byte[] bytes = new byte[1_024];
    private int length;
    private int nextStart;
    private long nextLine;

    private JsonCursor(Window window, List<String> columns, boolean learning, Charset charset, long to, long line) {
        this.window = window;
        this.charset = charset;
        this.to = to;
        this.learning = learning;
        this.columns = new ArrayList<>(columns);
        this.nextLine = line;
        this.line = line;
        this.position = window.offset;
        this.endPosition = window.offset;
        for (var i = 0; i < columns.size(); i++) {
            byKey.put(latin1(columns.get(i).getBytes(charset)), i);
            makeRoom(i);
        }
    }

    /** Reads the rows that start in front of byte {@code to}; the window stands on a row's start, which is on {@code line}. */
    static JsonCursor of(Window window, List<String> columns, Charset charset, long to, long line) {
        return new JsonCursor(window, columns, false, charset, to, line);
    }

    /** Reads all of a file and answers its keys in the order in which they first appear. */
    static List<String> columns(Window window, Charset charset) throws IOException {
        try (var rows = new JsonCursor(window, List.of(), true, charset, Long.MAX_VALUE, 1)) {
            var any = false;
            while (rows.next()) {
                any = true;
            }
            if (!any) {
                throw new UnreadableFile("the file is empty; give at least one JSON object on a line");
            }
            if (rows.columns.isEmpty()) {
                throw new UnreadableFile("none of the JSON objects has a key; give at least one");
            }
            return rows.columns;
        }
    }

    @Override
    public boolean next() throws IOException {
        while (true) {
            position = window.offset + nextStart;
            if (position >= to || !findLine()) {
                position = window.offset + nextStart;
                endPosition = position;
                fieldCount = 0;
                return false;
            }
            line = nextLine++;
            position = window.offset + rawStart;
            nextStart = rawEnd;
            if (Values.skipSpace(raw, rawStart, rawEnd) < rawEnd) {
                break;
            }
        }
        row++;
        endPosition = window.offset + rawEnd;
        read();
        return true;
    }

    /** Sets the bounds of the line at {@link #nextStart}; false at the end of the file. */
    private boolean findLine() throws IOException {
        while (true) {
            var b = window.bytes;
            var limit = window.limit;
            var at = nextStart;
            long seen = 0;
            while (b[at] != '\n' && b[at] != '\r') {
                seen |= b[at];
                if (b[at] == 0) {
                    throw refuse(nextLine, at - nextStart + 1, "a NUL byte; this is not a text file in UTF-8");
                }
                at++;
            }
            var bounded = at < limit && (b[at] == '\n' || at + 1 < limit);
            if (!bounded && !window.ended) {
                refuseLongLine(limit - nextStart);
                window.advance(nextStart);
                nextStart = 0;
                continue;
            }
            if (nextStart == limit) {
                return false;
            }
            raw = b;
            rawStart = nextStart;
            rawEnd = at == limit ? limit : b[at] == '\r' && at + 1 < limit && b[at + 1] == '\n' ? at + 2 : at + 1;
            refuseLongLine(rawEnd - rawStart);
            ascii = seen >= 0;
            length = at - rawStart;
            return true;
        }
    }

    private void refuseLongLine(int size) {
        if (size > MAX_ROW_BYTES) {
            throw refuse(nextLine, 1, "a line of more than " + MAX_ROW_BYTES + " bytes; give each object a line");
        }
    }

    private void read() throws IOException {
        var size = length;
        if (text.length < size) {
            text = new char[Math.max(size, 2 * text.length)];
        }
        for (var i = 0; i < size; i++) {
            text[i] = (char) (raw[rawStart + i] & 0xFF);
        }
        if (bytes.length < size) {
            bytes = new byte[Math.max(size, 2 * bytes.length)];
        }
        System.arraycopy(raw, rawStart, bytes, 0, size);
        Arrays.fill(starts, 0, columns.size(), 0);
        Arrays.fill(ends, 0, columns.size(), 0);
        try (var parser = JSON.createParser(text, 0, size)) {
            readObject(parser);
        } catch (StreamConstraintsException e) {
            throw refuse(e, "a number or name that is too long, or objects nested too deeply");
        } catch (JsonEOFException e) {
            throw refuse(e, "the line ends inside a JSON object; give each object a line of its own");
        } catch (JsonProcessingException e) {
            throw refuse(e, "this is not JSON");
        }
        content = bytes;
        fieldCount = columns.size();
    }

    private void readObject(JsonParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw refuse(start(parser), "not a JSON object; give one on each line, with a key for each column");
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            var nameStart = start(parser);
            var column = column(parser.currentName(), nameStart);
            if (seenIn[column] == row + 1) {
                throw refuse(nameStart, "the key '" + columns.get(column) + "' is there twice in one object");
            }
            seenIn[column] = row + 1;
            readValue(parser, column);
        }
        if (parser.nextToken() != null) {
            throw refuse(start(parser), "text behind the JSON object; give each object a line of its own");
        }
    }

    private void readValue(JsonParser parser, int column) throws IOException {
        var token = parser.nextToken();
        if (token == JsonToken.VALUE_NULL) {
            return;
        }
        var from = start(parser);
        parser.skipChildren();
        parser.finishToken();
        var end = (int) parser.currentLocation().getCharOffset();
        if (token == JsonToken.VALUE_STRING) {
            from++;
            end--;
            if (holdsEscape(from, end)) {
                var behind = length;
                unescape(from, end);
                from = behind;
                end = length;
            }
        }
        starts[column] = from;
        ends[column] = end;
    }

    private static int start(JsonParser parser) {
        return (int) parser.currentTokenLocation().getCharOffset();
    }

    private int column(String name, int nameStart) {
        var key = hasOnlyAscii(name) ? name : key(name, nameStart);
        var known = byKey.get(key);
        return known == null ? newKey(key, nameStart) : known;
    }

    private static boolean hasOnlyAscii(String name) {
        for (var i = 0; i < name.length(); i++) {
            if (name.charAt(i) > 0x7F) {
                return false;
            }
        }
        return true;
    }

    /** A key that is partly written as escapes is the same as one that is not. */
    private String key(String name, int nameStart) {
        var end = nameStart + 1;
        while (bytes[end] != '"') {
            end += bytes[end] == '\\' ? 2 : 1;
        }
        if (!holdsEscape(nameStart + 1, end)) {
            return name;
        }
        var behind = length;
        unescape(nameStart + 1, end);
        var key = latin1(Arrays.copyOfRange(bytes, behind, length));
        length = behind;
        return key;
    }

    private int newKey(String key, int nameStart) {
        var keyBytes = key.getBytes(StandardCharsets.ISO_8859_1);
        var name = decode(keyBytes);
        var column = columns.indexOf(name);
        if (column < 0) {
            if (!learning) {
                throw refuse(nameStart, "the key '" + name + "' is none of the columns");
            }
            Header.check(name, line, nameStart + 1);
            column = columns.size();
            columns.add(name);
            Opening.refuseTooManyColumns(line, columns.size());
            makeRoom(column);
        }
        byKey.put(key, column);
        return column;
    }

    private String decode(byte[] key) {
        return new String(key, Encoding.isValidUtf8(key, 0, key.length) ? charset : FormatHints.WINDOWS_1252);
    }

    private void makeRoom(int column) {
        if (column == seenIn.length) {
            seenIn = Arrays.copyOf(seenIn, 2 * seenIn.length);
        }
        if (column == starts.length) {
            growFields();
        }
    }

    private static String latin1(byte[] b) {
        return new String(b, StandardCharsets.ISO_8859_1);
    }

    private boolean holdsEscape(int from, int end) {
        for (var i = from; i < end; i++) {
            if (bytes[i] == '\\') {
                return true;
            }
        }
        return false;
    }

    /** Appends a text that the parser has found to be well-formed, its escapes resolved, in the file's charset. */
    private void unescape(int from, int end) {
        // An escape is never shorter than what it stands for.
        ensureRoom(end - from);
        var at = from;
        while (at < end) {
            var c = bytes[at++];
            if (c != '\\') {
                bytes[length++] = c;
                continue;
            }
            c = bytes[at++];
            switch (c) {
                case 'b' -> bytes[length++] = '\b';
                case 'f' -> bytes[length++] = '\f';
                case 'n' -> bytes[length++] = '\n';
                case 'r' -> bytes[length++] = '\r';
                case 't' -> bytes[length++] = '\t';
                case 'u' -> at = appendUnicode(at, end);
                default -> bytes[length++] = c;
            }
        }
    }

    /** Appends the character whose four hexadecimal digits start at the index, or the pair; answers what is behind. */
    private int appendUnicode(int digits, int end) {
        var first = hex(digits);
        var behind = digits + 4;
        var codePoint = (int) first;
        if (Character.isHighSurrogate(first)
                && behind + 6 <= end
                && bytes[behind] == '\\'
                && bytes[behind + 1] == 'u') {
            var second = hex(behind + 2);
            if (Character.isLowSurrogate(second)) {
                codePoint = Character.toCodePoint(first, second);
                behind += 6;
            }
        }
        var isLone = codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
        var encoded = (isLone ? "\uFFFD" : Character.toString(codePoint)).getBytes(charset);
        ascii &= encoded.length == 1 && encoded[0] >= 0;
        System.arraycopy(encoded, 0, bytes, length, encoded.length);
        length += encoded.length;
        return behind;
    }

    private char hex(int at) {
        return (char) Integer.parseInt(latin1(Arrays.copyOfRange(bytes, at, at + 4)), 16);
    }

    private void ensureRoom(int more) {
        if (bytes.length < length + more) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, 2 * bytes.length));
        }
    }

    private UnreadableFile refuse(JsonProcessingException e, String reason) {
        var location = e.getLocation();
        return refuse(line, location == null ? 1 : Math.max(1, location.getColumnNr()), reason);
    }

    private UnreadableFile refuse(int index, String reason) {
        return refuse(line, index + 1, reason);
    }

    @Override
    public void close() throws IOException {
        window.close();
    }
}
