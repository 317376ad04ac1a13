package dev.reviewgate.local.flow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Looks at one page as people see it: on a phone and on a desk, in light and in dark. Whatever is on the screen must fit, be
 * usable by everybody, and agree with the page's own policy. With {@code -Dscreenshots} pictures go to
 * {@code target/screenshots}.
 */
final class Screens {
    static final int PHONE = 390;
    static final int DESK = 1280;

    /** The narrowest screen on which nothing may need scrolling in two directions (WCAG 2.2, 1.4.10). */
    private static final int NARROWEST = 320;

    private static final int LEAST_TARGET = 44;

    private static final boolean KEEPS_PICTURES = System.getProperty("screenshots") != null;

    private static final String AXE = axe();

    private final Page page;
    private final List<String> complaints = new ArrayList<>();
    private boolean expectsErrors;

    Screens(Page page) {
        this.page = page;
        page.onConsoleMessage(message -> complaints.add(message.text()));
        page.onPageError(complaints::add);
    }

    /** Checks what is shown now; the name is that of its pictures. */
    void check(String name) {
        for (int width : new int[] {PHONE, DESK}) {
            page.setViewportSize(width, width == PHONE ? 844 : 900);
            for (ColorScheme scheme : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
                page.emulateMedia(
                        new Page.EmulateMediaOptions().setColorScheme(scheme).setReducedMotion(ReducedMotion.REDUCE));
                String picture = name + "-" + width + (scheme == ColorScheme.DARK ? "-dark" : "-light");
                if (KEEPS_PICTURES) {
                    page.screenshot(picture(picture));
                    page.screenshot(picture(picture + "-whole").setFullPage(true));
                }
                assertThat(violations()).as(picture).isEqualTo(List.of());
                assertThat(overflow()).as(picture).isLessThanOrEqualTo(0);
            }
            assertThat(smallTargets()).as(name + " at " + width).isEqualTo(List.of());
        }
        page.setViewportSize(NARROWEST, 844);
        assertThat(overflow()).as(name + " at " + NARROWEST).isLessThanOrEqualTo(0);
        page.setViewportSize(PHONE, 844);
        assertThat(complaints()).as(name).isEmpty();
    }

    /** From now on the browser may say that an answer was not a 200, which it does when it likes. */
    void expectAnError() {
        expectsErrors = true;
    }

    private List<String> complaints() {
        return complaints.stream()
                .filter(c -> !expectsErrors
                        || !c.startsWith("Failed to load resource: the server responded with a status of"))
                .toList();
    }

    /** Runs axe-core's rules; what it finds is named by rule, element and why. */
    private Object violations() {
        page.evaluate(AXE);
        return page.evaluate("""
                () => axe.run().then(result => result.violations.flatMap(
                  rule => rule.nodes.map(node => rule.id + ' ' + node.html.slice(0, 200) + ' ' + node.failureSummary)))
                """);
    }

    private static String axe() {
        try (InputStream in = Objects.requireNonNull(Screens.class.getResourceAsStream("/axe.min.js"), "axe.min.js")) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int overflow() {
        return ((Number) page.evaluate("document.documentElement.scrollWidth - window.innerWidth")).intValue();
    }

    /** Names what is too small for a finger; links within a sentence are as high as its lines, and one is for keyboards only. */
    private Object smallTargets() {
        return page.evaluate("""
                least => [...document.querySelectorAll('button, input:not([type=hidden]):not([type=radio]), textarea, summary, .choice, a.button:not(.skip), .files a')]
                  .filter(e => e.checkVisibility() && e.getBoundingClientRect().height < least)
                  .map(e => e.outerHTML.slice(0, 80) + ' ' + e.getBoundingClientRect().height)
                """, LEAST_TARGET);
    }

    private static Page.ScreenshotOptions picture(String name) {
        return new Page.ScreenshotOptions().setPath(Path.of("target", "screenshots", name + ".png"));
    }
}
