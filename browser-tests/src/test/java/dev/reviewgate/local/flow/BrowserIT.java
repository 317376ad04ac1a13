package dev.reviewgate.local.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import dev.reviewgate.local.Faults;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/** Every state of the review page in a real browser, as a reviewer comes upon it. */
class BrowserIT extends FlowTest {
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
                                // As a website does that points a name of its own at this machine.
                                "--host-resolver-rules=MAP rebound.example 127.0.0.1",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync")));
        super.start();
    }

    @AfterAll
    void stop() {
        if (playwright != null) {
            playwright.close();
        }
    }

    @Test
    void anOpenReviewShowsWhatIsWrongAndHowToDecide() {
        Asked asked = ask();
        try (Page page = phone()) {
            Screens screens = new Screens(page);

            page.navigate(asked.request.review());

            assertThat(page.getByRole(AriaRole.LINK, named("Decide")).isVisible())
                    .isTrue();
            assertThat(inFirstScreen(page.locator(".share .meter"))).isTrue();
            assertThat(inFirstScreen(page.locator(".share .ranked li").first())).isTrue();
            screens.check("open");
            page.getByRole(AriaRole.LINK, named("Decide")).click();
            page.waitForCondition(() -> inFirstScreen(page.locator("#name")));
            page.navigate(asked.request.approve());
            screens.check("approve");
            page.navigate(asked.request.reject());
            screens.check("reject");
        }
        asked.stop();
    }

    @Test
    void aReviewerWithAPhoneApprovesTheCleanRowsOnTheReviewItself() {
        Asked asked = ask();
        try (Page page = phone()) {
            Screens screens = new Screens(page);
            page.navigate(asked.request.review());
            page.locator("#name").fill("Ada Lovelace");

            page.getByRole(AriaRole.BUTTON, startingWith("Approve without the")).click();

            assertThat(state(page)).isEqualTo("Approved by you");
            screens.check("decided-by-you");
        }
        assertThat(flow.end(asked.execution).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(flow.end(asked.execution).output()).contains("\"publish\":\"CLEAN\"");
    }

    @Test
    void aRejectionNeedsAReasonAndKeepsWhatWasTyped() {
        Asked asked = ask();
        try (Page page = phone()) {
            Screens screens = new Screens(page);
            page.navigate(asked.request.review());
            page.locator("#name").fill("Grace Hopper");
            page.getByRole(AriaRole.BUTTON, named("Reject")).click();
            screens.expectAnError();

            assertThat(page.locator("[role=alert]").textContent()).contains("Please say why");
            assertThat(page.locator("#name").inputValue()).isEqualTo("Grace Hopper");
            screens.check("not-yet");
            page.locator("#comment").fill("Heights are in metres.\nPlease send them in centimetres.");
            page.getByRole(AriaRole.BUTTON, named("Reject")).click();

            assertThat(state(page)).isEqualTo("Rejected by you");
            screens.check("rejected-by-you");
            page.navigate(asked.request.approve());
            assertThat(state(page)).isEqualTo("Rejected by Grace Hopper");
            assertThat(page.locator("form").count()).isZero();
            screens.check("decided-by-another");
        }
        assertThat(flow.end(asked.execution).error()).isEqualTo("ReviewRejected");
    }

    @Test
    void whoeverComesSecondIsToldWhoWasFirst() {
        Asked asked = ask();
        try (Page first = phone();
                Page second = phone()) {
            Screens screens = new Screens(second);
            second.navigate(asked.request.review());
            first.navigate(asked.request.approve());
            first.locator("input[name=publish][value=ALL]").check();
            first.locator("#name").fill("Ada Lovelace");
            first.getByRole(AriaRole.BUTTON, named("Approve")).click();

            second.locator("#name").fill("Grace Hopper");
            second.locator("#comment").fill("No.");
            second.getByRole(AriaRole.BUTTON, named("Reject")).click();

            screens.expectAnError();
            assertThat(state(second)).isEqualTo("Approved by Ada Lovelace");
            screens.check("too-late");
        }
    }

    @Test
    void enterInTheNameDecidesNothing() {
        Asked asked = ask();
        try (Page page = phone()) {
            page.navigate(asked.request.review());
            page.locator("#name").fill("Ada");

            page.locator("#name").press("Enter");

            assertThat(page.url()).isEqualTo(asked.request.review());
            assertThat(flow.get(asked.request.review(), "Accept", "application/json")
                            .body())
                    .contains("\"state\":\"OPEN\"");
        }
        asked.stop();
    }

    @Test
    void personalDataIsShownToWhoeverAsksByName() {
        Asked asked = ask();
        try (Page page = phone()) {
            Screens screens = new Screens(page);
            page.navigate(asked.request.review());
            assertThat(page.locator("td .masked").count()).isPositive();
            page.getByText("Show personal data").click();
            screens.check("masked");
            page.locator("#reveal-name").fill("Grace Hopper");

            page.getByRole(AriaRole.BUTTON, named("Show it to me")).click();

            assertThat(page.locator(".revealed").textContent()).contains("Personal data is shown", "Grace Hopper");
            assertThat(page.locator("td .masked").count()).isZero();
            screens.check("revealed");
            page.getByRole(AriaRole.LINK, named("Mask it again")).click();
            assertThat(page.locator("td .masked").count()).isPositive();
            assertThat(page.locator(".personal").textContent()).contains("Shown once so far: to Grace Hopper");
        }
        asked.stop();
    }

    @Test
    void aReviewForKnownPeopleShowsWhoHasApprovedAndTakesNoDecisionByLink() {
        Asked asked = ask(input -> input.withObjectProperty("review").put("approvalsRequired", 2));
        asked.put(
                "votes.json", """
                {"firstOpenedAt": "%s", "evidence": "%s", "votes": [{"reviewer": {"name": "Anna Schmidt", "id": "U0ANNA",
                "via": "slack", "verified": true}, "publish": "CLEAN", "comment": "Fine without them.", "votedAt": "%s"}]}
                """.formatted(asked.record().path("firstOpenedAt").asText(), asked.digest(), flow.now()));
        try (Page page = phone()) {
            Screens screens = new Screens(page);
            page.navigate(asked.request.review());

            assertThat(page.locator("#decide").textContent())
                    .contains("1 of 2 approvals", "Anna Schmidt approved", "still missing");
            assertThat(page.locator("#decide form").count()).isZero();
            screens.check("voted");

            post(page, asked, "/approve", Map.of("name", "Somebody", "publish", "ALL", "evidence", asked.digest()));
            screens.expectAnError();
            assertThat(page.locator("[role=alert]").textContent()).contains("only by people who are known");
            screens.check("refused");
        }
        asked.stop();
    }

    @Test
    void aDecisionOnItsWayIsShownUntilItIsMade() {
        Asked asked = ask();
        asked.put("deciding.json", """
                {"reviewer": {"name": "Ben Okafor", "id": null, "via": "link", "verified": false}, "decision": "APPROVED", "since": "%s"}
                """.formatted(flow.now()));
        try (Page page = phone()) {
            Screens screens = new Screens(page);
            page.route(asked.request.review(), BrowserIT::withoutRefresh);
            page.navigate(asked.request.review());

            assertThat(state(page)).isEqualTo("Ben Okafor is deciding");
            screens.check("deciding");
            page.unroute(asked.request.review());
            page.navigate(asked.request.review());

            asked.delete("deciding.json");
            page.locator("#decide").waitFor();
            assertThat(page.url()).isEqualTo(asked.request.review());
        }
        asked.stop();
    }

    @Test
    void aDecisionThatDidNotGetThroughCanBeTriedAgain() {
        Asked asked = ask();
        try (Page page = phone()) {
            Screens screens = new Screens(page);
            page.navigate(asked.request.review());
            Faults.Fault throttled = flow.faults().sendTaskThrottled(Faults.ALWAYS);
            page.locator("#name").fill("Ada Lovelace");
            page.locator("#comment").fill("Known since Tuesday.");
            page.getByRole(AriaRole.BUTTON, startingWith("Approve everything")).click();
            screens.expectAnError();

            assertThat(page.locator("[role=alert]").textContent()).contains("press the button again");
            assertThat(page.locator("#comment").inputValue()).isEqualTo("Known since Tuesday.");
            screens.check("try-again");

            flow.faults().remove(throttled);
            page.getByRole(AriaRole.BUTTON, named("Approve")).click();
            assertThat(state(page)).isEqualTo("Approved by you");
        }
    }

    @Test
    void anExpiredReviewSaysSo() {
        Asked asked = ask();
        flow.expire(asked.execution);
        flow.end(asked.execution);
        try (Page page = phone()) {
            Screens screens = new Screens(page);
            page.navigate(asked.request.review());
            screens.expectAnError();

            assertThat(state(page)).isEqualTo("Expired");
            screens.check("expired");
        }
    }

    @Test
    void aReviewWhoseExecutionWasStoppedSaysThatItIsOver() {
        Asked asked = ask();
        try (Page page = phone()) {
            Screens screens = new Screens(page);
            page.navigate(asked.request.review());
            page.locator("#name").fill("Ada Lovelace");
            asked.stop();

            page.getByRole(AriaRole.BUTTON, startingWith("Approve everything")).click();

            screens.expectAnError();
            assertThat(state(page)).isEqualTo("Closed");
            screens.check("ended");
        }
    }

    @Test
    void evidenceThatIsNotWhatWasAnnouncedIsNotShown() {
        Asked asked = ask();
        asked.change(record -> ((ObjectNode) record.at("/evidence/report")).put("sha256", "a".repeat(64)));
        try (Page page = phone()) {
            Screens screens = new Screens(page);
            page.navigate(asked.request.review());

            assertThat(page.getByRole(AriaRole.HEADING, named("The evidence has changed"))
                            .isVisible())
                    .isTrue();
            assertThat(page.getByRole(AriaRole.BUTTON, startingWith("Approve")).count())
                    .isZero();
            screens.check("evidence-changed");
            post(page, asked, "/approve", Map.of("name", "Ada", "publish", "ALL", "evidence", asked.digest()));
            screens.expectAnError();
            assertThat(state(page)).isEqualTo("Changed");
            screens.check("evidence-refused");
        }
        asked.stop();
    }

    @Test
    void whatHasChangedSinceItWasShownIsShownAgain() {
        Asked asked = ask();
        try (Page page = phone()) {
            Screens screens = new Screens(page);
            page.navigate(asked.request.review());
            page.locator("#name").fill("Ada Lovelace");
            asked.change(record -> record.put("subject", "Something else altogether"));

            page.getByRole(AriaRole.BUTTON, startingWith("Approve everything")).click();
            screens.expectAnError();

            assertThat(state(page)).isEqualTo("Changed");
            screens.check("content-changed");
            page.getByRole(AriaRole.LINK, named("Look again")).click();
            assertThat(page.locator("h1").textContent()).isEqualTo("Something else altogether");
        }
        asked.stop();
    }

    @Test
    void aLinkThatLeadsNowhereSaysWhereToFindTheRightOne() {
        try (Page page = phone()) {
            Screens screens = new Screens(page);
            page.navigate(flow.stack().apiUrl() + "/review?review=abc&key=def");
            screens.expectAnError();

            assertThat(state(page)).isEqualTo("Not found");
            screens.check("not-found");
        }
    }

    @Test
    void aReviewWithoutAReportShowsItsFacts() {
        Asked asked = ask();
        asked.change(record -> {
            record.put("subject", "Promote churn-model 14 to production");
            record.putObject("evidence");
            record.withArray("facts").removeAll();
            record.withArray("facts")
                    .addObject()
                    .put("label", "AUC on the holdout set")
                    .put("value", "0.912 (was 0.908)");
            record.withArray("facts")
                    .addObject()
                    .put("label", "Trained on")
                    .put("value", "2,341,882 customers until 2026-11-21");
        });
        try (Page page = phone()) {
            Screens screens = new Screens(page);
            page.navigate(asked.request.review());

            assertThat(page.locator("dt").first().textContent()).isEqualTo("AUC on the holdout set");
            assertThat(page.locator(".decide button:not([disabled])").allInnerTexts())
                    .containsExactly("Approve", "Reject");
            screens.check("facts-only");
        }
        asked.stop();
    }

    /** The page of a sample that has everything: history, findings about the file, personal columns of many kinds. */
    @Test
    void theRichestReportIsShownWhole() throws IOException {
        Asked asked = ask();
        byte[] report = Files.readAllBytes(Flow.ROOT.resolve("events").resolve("report.json"));
        String key = "datasets/richest/report.json";
        flow.s3.putObject(b -> b.bucket(flow.stack().datasetBucket()).key(key), RequestBody.fromBytes(report));
        String version = flow.s3
                .headObject(b -> b.bucket(flow.stack().datasetBucket()).key(key))
                .versionId();
        asked.change(record -> {
            record.put("subject", "The dataset is not as expected: basket_eur shifted (and 1 more)");
            ((ObjectNode) record.at("/evidence/report"))
                    .put("key", key)
                    .put("versionId", version)
                    .put("sha256", sha256(report));
        });
        try (Page page = phone()) {
            Screens screens = new Screens(page);
            page.navigate(asked.request.review());

            assertThat(page.locator(".figures li").count()).isEqualTo(5);
            screens.check("richest");
        }
        asked.stop();
    }

    @ParameterizedTest
    @ValueSource(ints = {320, Screens.PHONE, Screens.DESK})
    void noPageOfTheLocalStackIsWiderThanTheScreen(int width) {
        Asked asked = ask();
        String name = asked.execution.substring(asked.execution.lastIndexOf(':') + 1);
        String local = flow.stack().apiUrl() + "/_local/";
        try (Page page = page(new Browser.NewPageOptions().setViewportSize(width, 844))) {
            for (String address : List.of(local, local + "inbox", local + "executions/" + name)) {
                Response response = page.navigate(address);

                assertThat(response.status()).as(address).isEqualTo(200);
                Object overflow = page.evaluate("document.documentElement.scrollWidth - window.innerWidth");
                assertThat(((Number) overflow).intValue()).as(address).isLessThanOrEqualTo(0);
            }
        }
        asked.stop();
    }

    /** The pages say no-referrer, so the browser hides their origin; that of a sandbox looks the same. */
    @Test
    void aFormOfAPageIsKnownByWhatOnlyABrowserCanSay() {
        Asked asked = ask();
        try (Page page = phone()) {
            List<Map<String, String>> posts = new ArrayList<>();
            page.onRequest(request -> {
                if (request.method().equals("POST")) {
                    posts.add(request.allHeaders());
                }
            });
            page.navigate(flow.stack().apiUrl() + "/_local/inbox?as=U0ANNA");
            page.locator("button[value=approve]").first().click();
            assertThat(page.url()).contains("/_local/slack/views/");
            page.navigate(asked.request.reject());
            page.locator("#name").fill("Ada Lovelace");
            page.locator("#comment").fill("Not yet.");
            page.getByRole(AriaRole.BUTTON, named("Reject")).click();

            assertThat(state(page)).isEqualTo("Rejected by you");
            assertThat(posts)
                    .hasSize(2)
                    .allSatisfy(headers -> assertThat(headers)
                            .containsEntry("origin", "null")
                            .containsEntry("sec-fetch-site", "same-origin"));
        }
    }

    @Test
    void aWebsiteNeitherDecidesNorReads() {
        Asked asked = ask();
        String api = flow.stack().apiUrl();
        String approve = asked.request.approve().replaceFirst("\\?.*", "");
        try (Page page = phone()) {
            for (String site : List.of("http://website.example/", "http://127.0.0.1:1/")) {
                for (String target : List.of(approve, api + "/_local/slack/click", api + "/_local/executions")) {
                    Response answer = postFrom(site, page, target, "");
                    assertThat(answer.status()).as(site + " to " + target).isEqualTo(403);
                }
                Response sandboxed = postFrom(site, page, approve, "<meta name=referrer content=no-referrer>");
                assertThat(sandboxed.status()).as(site).isEqualTo(403);
            }
            int port = URI.create(api).getPort();
            assertThat(page.navigate("http://rebound.example:" + port + "/_local/messages")
                            .status())
                    .isEqualTo(403);
        }
        assertThat(flow.describe(asked.execution).status()).isEqualTo(ExecutionStatus.RUNNING);
        asked.stop();
    }

    /** Has a page of a website send a form, and returns the answer to it. */
    private static Response postFrom(String site, Page page, String target, String head) {
        page.route(
                site,
                route -> route.fulfill(new Route.FulfillOptions()
                        .setContentType("text/html")
                        .setBody(head + "<form method=post action='" + target + "'><button>Win</button></form>")));
        page.navigate(site);
        Response answer = page.waitForResponse(
                target, () -> page.getByRole(AriaRole.BUTTON, named("Win")).click());
        page.unroute(site);
        return answer;
    }

    private Asked ask() {
        return ask(input -> {});
    }

    private Asked ask(Consumer<ObjectNode> change) {
        ObjectNode input = Flow.input();
        change.accept(input);
        String execution = flow.start(input);
        return new Asked(execution, flow.request(execution));
    }

    /** Sends the browser to the answer of a form that the page does not have. */
    private static void post(Page page, Asked asked, String path, Map<String, String> fields) {
        String address = asked.request.review().replaceFirst("/review\\?", path + "?");
        Map<String, String> all = new HashMap<>(fields);
        for (String pair : URI.create(address).getRawQuery().split("&", -1)) {
            all.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
        }
        String target = address.substring(0, address.indexOf('?'));
        page.route(
                target,
                route -> route.resume(new Route.ResumeOptions()
                        .setMethod("POST")
                        .setHeaders(Map.of("Content-Type", "application/x-www-form-urlencoded", "Accept", "text/html"))
                        .setPostData(new Form(target, all).body())));
        page.navigate(target);
        page.unroute(target);
    }

    private Page page(Browser.NewPageOptions options) {
        Page page = browser.newPage(options);
        page.setDefaultTimeout((double) Flow.PATIENCE.toMillis());
        return page;
    }

    private Page phone() {
        return page(
                new Browser.NewPageOptions().setViewportSize(Screens.PHONE, 844).setHasTouch(true));
    }

    /** Holds a page still that would load itself again while it is looked at. */
    private static void withoutRefresh(Route route) {
        APIResponse answer = route.fetch();
        Map<String, String> headers = new HashMap<>(answer.headers());
        assertThat(headers.remove("refresh")).isNotNull();
        route.fulfill(new Route.FulfillOptions().setResponse(answer).setHeaders(headers));
    }

    /** What the page says first, and largest. */
    private static String state(Page page) {
        return page.locator(".state").innerText().strip();
    }

    private static boolean inFirstScreen(Locator locator) {
        return (Boolean) locator.evaluate(
                "e => { const r = e.getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight; }");
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }

    private static Page.GetByRoleOptions startingWith(String name) {
        return new Page.GetByRoleOptions().setName(Pattern.compile("^" + name));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An open review, and what is kept of it. */
    private final class Asked {
        private final String execution;
        private final Flow.Sent request;

        Asked(String execution, Flow.Sent request) {
            this.execution = execution;
            this.request = request;
        }

        ObjectNode record() {
            return (ObjectNode) Flow.json(flow.object(flow.stack().reviewBucket(), key("request.json")));
        }

        void change(Consumer<ObjectNode> change) {
            ObjectNode record = record();
            change.accept(record);
            put("request.json", record.toString());
        }

        /** What names the things that the page shows. */
        String digest() {
            return Flow.json(flow.get(request.review(), "Accept", "application/json")
                            .body())
                    .path("evidence")
                    .asText();
        }

        void put(String name, String json) {
            flow.s3.putObject(b -> b.bucket(flow.stack().reviewBucket()).key(key(name)), RequestBody.fromString(json));
        }

        void delete(String name) {
            flow.s3.deleteObject(b -> b.bucket(flow.stack().reviewBucket()).key(key(name)));
        }

        void stop() {
            flow.stepFunctions.stopExecution(b -> b.executionArn(execution));
        }

        private String key(String name) {
            String query = URI.create(request.review()).getRawQuery();
            return "reviews/" + query.replaceAll(".*review=([^&]+).*", "$1") + "/" + name;
        }
    }
}
