package dev.reviewgate.operator;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What an operator may decide. */
enum Choice {
    APPROVE("APPROVED", "ALL", "approve it, whole"),
    APPROVE_CLEAN("APPROVED", "CLEAN", "approve it without the flagged rows"),
    REJECT("REJECTED", null, "reject it");

    private final String decision;
    private final @Nullable String publish;
    private final String words;

    Choice(String decision, @Nullable String publish, String words) {
        this.decision = decision;
        this.publish = publish;
        this.words = words;
    }

    String decision() {
        return decision;
    }

    @Nullable
    String publish() {
        return publish;
    }

    String words() {
        return words;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Reads one as the command line spells it. */
    static final class Converter implements ITypeConverter<Choice> {
        @Override
        public Choice convert(String value) {
            return Arrays.stream(values())
                    .filter(choice -> choice.toString().equals(value))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException(
                            "'" + value + "' is no decision; say approve, approve-clean or reject"));
        }
    }
}
