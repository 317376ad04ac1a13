package dev.reviewgate.benchmarks.speed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlaggedRowsTest {
    private static final String OURS = """
            row,reasons,customer_id,name
            7,"MISSING name, expected a value (99.9 % of the rows have one)",C7,
            12,"OUTLIER height_cm: 1.78, expected 139.5 to 202.9; MISSING name, expected a value",C12,""
            30,RAGGED_ROW: 8 fields,C30
            """;
    private static final String THEIRS = """
            row,reasons,customer_id,name
            7,MISSING name,C7,
            12,MISSING name; OUTLIER height_cm,C12,
            30,RAGGED_ROW,C30
            """;

    @TempDir
    private Path directory;

    @Test
    void keepsChecksAndColumnsOfEachRow() throws IOException {
        assertThat(read(OURS).reasons())
                .isEqualTo(Map.of(7L, "MISSING name", 12L, "MISSING name; OUTLIER height_cm", 30L, "RAGGED_ROW"));
    }

    @Test
    void sameChecksInOtherWordsAndOrderAreTheSame() throws IOException {
        var ours = read(OURS);
        var theirs = read(THEIRS);

        assertThatCode(() -> ours.requireSameAs(theirs, "the other")).doesNotThrowAnyException();
    }

    @Test
    void rowThatOnlyOneFlagsIsNamed() throws IOException {
        var ours = read(OURS);
        var theirs = read(THEIRS + "31,MISSING name,C31,\n");

        assertThatIllegalStateException()
                .isThrownBy(() -> ours.requireSameAs(theirs, "the other"))
                .withMessageContaining("31");
        assertThatIllegalStateException()
                .isThrownBy(() -> theirs.requireSameAs(ours, "the other"))
                .withMessageContaining("31");
    }

    @Test
    void rowThatIsFlaggedForSomethingElseIsNamed() throws IOException {
        var ours = read(OURS);
        var theirs = read(THEIRS.replace("RAGGED_ROW", "MISSING name"));

        assertThatIllegalStateException()
                .isThrownBy(() -> ours.requireSameAs(theirs, "the other"))
                .withMessageContaining("30=RAGGED_ROW | MISSING name");
    }

    private FlaggedRows read(String csv) throws IOException {
        return FlaggedRows.read(Files.writeString(directory.resolve("flagged.csv"), csv));
    }
}
