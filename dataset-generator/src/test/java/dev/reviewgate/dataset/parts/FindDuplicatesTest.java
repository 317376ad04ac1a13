package dev.reviewgate.dataset.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reviewgate.dataset.rows.UnreadableFile;
import org.junit.jupiter.api.Test;

class FindDuplicatesTest {
    @Test
    void aRowThatIsFoundOftenIsKeptOnce() {
        var rows = new FindDuplicates.Rows("id", 10);

        for (var i = 0; i < 100_000; i++) {
            rows.add(i % 7);
        }

        assertThat(rows.sorted()).containsExactly(0, 1, 2, 3, 4, 5, 6);
    }

    @Test
    void aColumnInWhichTooManyRowsShareAValueIsNoIdentifier() {
        var rows = new FindDuplicates.Rows("tenant_id", 5_000);

        assertThatThrownBy(() -> {
                    for (var i = 0; i < 100_000; i++) {
                        rows.add(i);
                    }
                })
                .isInstanceOf(UnreadableFile.class)
                .hasMessageMatching("column tenant_id: [0-9]+ rows and more share a value .*\"unique\": false");
    }
}
