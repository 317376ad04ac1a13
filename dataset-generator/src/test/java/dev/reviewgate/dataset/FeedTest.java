package dev.reviewgate.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FeedTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "incoming/acme/",
                "incoming/acme/2026-11-22/",
                "incoming/acme/2026_11_22/",
                "incoming/acme/2026.11.22/",
                "incoming/acme/2026-1-5/",
                "incoming/acme/20261122/",
                "incoming/acme/22.11.2026/",
                "incoming/acme/11-22-2026/",
                "incoming/acme/2026/11/22/",
                "incoming/acme/2026/1/5/",
                "incoming/acme/2026/11/",
                "incoming/acme/2026/11-22/",
                "incoming/acme/2026-11/22/",
                "incoming/acme/2026-11/",
                "incoming/acme/202611/",
                "incoming/acme/2026-W47/",
                "incoming/acme/2026w47/",
                "incoming/acme/2026/W47/",
                "incoming/acme/2026-W47-7/",
                "incoming/acme/2026-Q4/",
                "incoming/acme/2026/Q4/",
                "incoming/acme/2026-11-22T09/",
                "incoming/acme/2026-11-22T09:30:15.123Z/",
                "incoming/acme/2026-11-22T09-30-15+01:00/",
                "incoming/acme/2026-11-22 09%3A30%3A15/",
                "incoming/acme/20261122T093015Z/",
                "incoming/acme/20261122093015/",
                "incoming/acme/2026112209/",
                "incoming/acme/2026-11-22_0930/",
                "incoming/acme/2026-11-22-09/",
                "incoming/acme/2026-11-22/09/",
                "incoming/acme/2026-11-22/0930/",
                "incoming/acme/2026-11-22/T09/",
                "incoming/acme/2026/11/22/09/",
                "incoming/acme/2026/11/22/09/30/",
                "incoming/acme/2026-11-22/hour=09/",
                "incoming/acme/dt=2026-11-22/",
                "incoming/acme/dt=2026-11-22/hr=09/",
                "incoming/acme/ingest_date=20261122/",
                "incoming/acme/batch-date=2026-W47/",
                "incoming/acme/year=2026/month=11/day=22/",
                "incoming/acme/year=2026/month=11/day=22/hour=9/minute=5/",
                "incoming/acme/YEAR=2026/MONTH=1/",
                "incoming/acme/yyyy=2026/mm=11/dd=22/hh=09/",
                "incoming/acme/y=2026/m=11/d=22/",
                "incoming/acme/event_year=2026/event_month=11/event_day=22/",
                "incoming/acme/year=2026/11/22/",
                "incoming/acme/year=2026/week=47/",
                "incoming/acme/year=2026/quarter=Q4/",
                "incoming/acme/year=2026/",
                "incoming/acme/month=11/",
                "incoming/acme/2026-11-22/2026-11-23/",
                "incoming/2026-11-22/acme/",
                "2026/11/22/incoming/acme/",
                "incoming/year=2026/acme/month=11/",
            })
    void segmentsThatAreADateAreLeftOut(String folder) {
        assertThat(Feed.in("b", folder).name()).isEqualTo("b/incoming/acme/");
        assertThat(Feed.in("b", folder).formerName()).isEqualTo("b/" + folder);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "incoming/",
                "incoming/10/",
                "incoming/2026/",
                "incoming/2026/acme/",
                "incoming/2026/13/",
                "incoming/2026/0/",
                "incoming/v2/",
                "incoming/1999-promo/",
                "incoming/2026-promo/",
                "incoming/promo-2026/",
                "incoming/promo-2026-11/",
                "incoming/2026-1/",
                "incoming/2026-13/",
                "incoming/2026-112/",
                "incoming/2026-13-45/",
                "incoming/20261345/",
                "incoming/18991122/",
                "incoming/120261122/",
                "incoming/261122/",
                "incoming/99-99-2026/",
                "incoming/1732233600/",
                "incoming/day=monday/",
                "incoming/region=11/",
                "incoming/shop=2026/",
                "incoming/shop=2026/11/",
                "incoming/year=all/",
                "incoming/birthday=22/",
                "incoming/W47/",
                "incoming/a20261122/",
                "incoming/a-202611221/",
                "incoming/acme/part-",
            })
    void whatOnlyLooksABitLikeADateIsAName(String folder) {
        assertThat(Feed.in("b", folder)).isEqualTo(Feed.named("b/" + folder));
    }

    @ParameterizedTest
    @CsvSource({
        "incoming/acme/2026/11/east/, incoming/acme/east/",
        "incoming/acme/2026-11-22/v2/, incoming/acme/v2/",
        "incoming/acme/2026-11-22/7/, incoming/acme/7/",
        "incoming/acme/2026-11-22/24/, incoming/acme/24/",
        "incoming/acme/dt=2026-11-22/shop=07/, incoming/acme/shop=07/",
        "incoming/acme/dt=2026-11-22/hour=09/shop=07/, incoming/acme/shop=07/",
        "incoming/acme/dt=2026-11/shop=7/, incoming/acme/shop=7/",
        "incoming/acme/year=2026/shop=11/, incoming/acme/shop=11/",
        "incoming/shop=2026/month=11/, incoming/shop=2026/",
        "incoming/acme/2026/11/22nd/, incoming/acme/22nd/",
        "incoming/2026/2026/11/, incoming/2026/",
        "2026-11-22/, ''",
        "2026/11/22/, ''",
        "/2026-11-22/, /",
        "incoming//2026-11-22/, incoming//",
    })
    void whatStandsBesideADateStays(String folder, String name) {
        assertThat(Feed.in("b", folder).name()).isEqualTo("b/" + name);
    }

    @ParameterizedTest
    @CsvSource({
        "incoming/acme/orders-2026-11-22/, incoming/acme/orders/",
        "incoming/acme/orders_20261122T0930Z/, incoming/acme/orders/",
        "incoming/acme/2026-11-22-orders/, incoming/acme/orders/",
        "incoming/acme/20261122_0930_orders/, incoming/acme/orders/",
        "incoming/acme/orders_20261122_v2/, incoming/acme/orders_v2/",
        "incoming/acme/run=orders-2026-11-22/, incoming/acme/run=orders/",
        "incoming/acme/run=2026-11-22-orders/, incoming/acme/run=orders/",
        "published/nightly-2026-11-22/, published/nightly/",
    })
    void aWholeDayIsLeftOutOfAName(String folder, String name) {
        assertThat(Feed.in("b", folder).name()).isEqualTo("b/" + name);
    }

    @ParameterizedTest
    @CsvSource({
        "incoming/acme/2026-11-22, incoming/acme/",
        "incoming/acme/2026-11-, incoming/acme/",
        "incoming/acme/dt=2026-11-22, incoming/acme/",
        "incoming/acme/year=2026/month=11, incoming/acme/",
        "incoming/acme/orders-2026-11-22, incoming/acme/orders",
        "incoming/acme/2026/11/22/part-, incoming/acme/part-",
    })
    void aPrefixNeedsNoSlashAtItsEnd(String prefix, String name) {
        assertThat(Feed.in("b", prefix).name()).isEqualTo("b/" + name);
    }

    @Test
    void aNameThatIsGivenIsKept() {
        var feed = Feed.named("acme/2026-11-22/");

        assertThat(feed.name()).isEqualTo("acme/2026-11-22/");
        assertThat(feed.reportKeys()).containsExactly(feed.reportKey());
    }

    @Test
    void theReportIsLookedForUnderTheFormerNameToo() {
        var feed = Feed.in("b", "incoming/acme/2026/11/");

        assertThat(feed.reportKeys())
                .containsExactly(
                        Feed.named("b/incoming/acme/").reportKey(),
                        Feed.named("b/incoming/acme/2026/11/").reportKey());
        assertThat(Feed.in("b", "incoming/acme/").reportKeys())
                .containsExactly(Feed.named("b/incoming/acme/").reportKey());
    }

    /** As it was before: what was written under it has to be found. */
    @Test
    void aReportIsKeptUnderTheDigestOfTheName() {
        assertThat(Feed.named("acme").reportKey())
                .isEqualTo("latest/822b33ad87c148a0a20a5ba7cd5ebcaa68d36a18e7aad165554903f52ca82757/report.json");
    }

    @Test
    void theLongestKeyMayBeFullOfDates() {
        assertThat(Feed.in("b", "2026/11/22/09/30/".repeat(60)).name()).isEqualTo("b/");
        assertThat(Feed.in("b", "20261122".repeat(127) + "/").name()).isEqualTo("b/" + "20261122".repeat(127) + "/");
    }
}
