package dev.reviewgate.local.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/** The pages in a real browser, at the width of a phone. */
class BrowserIT extends FlowTest {
    private static final int PHONE_WIDTH = 390;

    private Playwright playwright;
    private Browser browser;

    @Override
    @BeforeAll
    void start() {
        Optional<String> chromium =
                Tools.find("REVIEW_GATE_CHROMIUM", "chromium").or(() -> Tools.find("", "google-chrome"));
        Tools.require("Chromium", chromium);
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(Path.of(chromium.orElseThrow()))
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-gpu",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync")));
        super.start();
    }

    @Override
    @AfterAll
    void stop() {
        if (playwright != null) {
            playwright.close();
        }
        super.stop();
    }

    @Test
    void aReviewerWithAPhoneRejectsAndIsToldOnTheNextVisit() {
        String execution = flow.start(Flow.input());
        Flow.Sent request = flow.request(execution);
        try (Page page = phone()) {
            List<String> complaints = complaints(page);
            page.navigate(request.review());
            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Reject"))
                    .first()
                    .click();

            page.locator("input[name=name]").fill("Grace");
            page.locator("textarea[name=comment]").fill("Heights are in metres.");
            page.getByRole(AriaRole.BUTTON).click();

            assertThat(page.content()).contains("Grace", "Heights are in metres.");
            page.navigate(request.approve());
            assertThat(page.content()).contains("Grace").doesNotContain("<form");
            assertThat(complaints).isEmpty();
        }
        assertThat(flow.end(execution).error()).isEqualTo("ReviewRejected");
    }

    @Test
    void aReviewerWithAPhoneApprovesTheCleanRows() {
        String execution = flow.start(Flow.input());
        try (Page page = phone()) {
            page.navigate(flow.request(execution).approve());
            page.locator("input[name=name]").fill("Ada");
            page.locator("input[name=publish][value=CLEAN]").check();
            page.getByRole(AriaRole.BUTTON).click();

            assertThat(page.content()).contains("Ada");
        }
        assertThat(flow.end(execution).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    }

    @ParameterizedTest
    @ValueSource(ints = {320, PHONE_WIDTH, 1280})
    void noPageIsWiderThanTheScreenOrBreaksItsOwnPolicy(int width) {
        String execution = flow.start(Flow.input());
        Flow.Sent request = flow.request(execution);
        String name = execution.substring(execution.lastIndexOf(':') + 1);
        String local = flow.stack().apiUrl() + "/_local/";
        try (Page page = browser.newPage(new Browser.NewPageOptions().setViewportSize(width, 844))) {
            List<String> complaints = complaints(page);
            for (String address : List.of(
                    request.review(),
                    request.approve(),
                    request.reject(),
                    local,
                    local + "inbox",
                    local + "executions/" + name)) {
                Response response = page.navigate(address);

                assertThat(response.status()).as(address).isEqualTo(200);
                Object overflow = page.evaluate("document.documentElement.scrollWidth - window.innerWidth");
                assertThat(((Number) overflow).intValue()).as(address).isLessThanOrEqualTo(0);
                page.screenshot(new Page.ScreenshotOptions()
                        .setFullPage(true)
                        .setPath(Path.of(
                                "target",
                                "screenshots",
                                width
                                        + address.replaceAll("\\?.*|https?://[^/]*", "")
                                                .replaceAll("\\W+", "-")
                                                .replace(name.replaceAll("\\W+", "-"), "execution")
                                        + ".png")));
            }
            assertThat(complaints).isEmpty();
        }
        flow.stepFunctions.stopExecution(b -> b.executionArn(execution));
    }

    private Page phone() {
        return browser.newPage(new Browser.NewPageOptions()
                .setViewportSize(PHONE_WIDTH, 844)
                .setIsMobile(true)
                .setHasTouch(true));
    }

    /** Gathers what the browser's console says: a style that the policy forbids, a script, a file that is missing. */
    private static List<String> complaints(Page page) {
        List<String> complaints = new ArrayList<>();
        page.onConsoleMessage(message -> complaints.add(message.text()));
        page.onPageError(complaints::add);
        return complaints;
    }
}
