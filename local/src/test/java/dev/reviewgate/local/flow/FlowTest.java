package dev.reviewgate.local.flow;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** Starts everything once for the tests of a class; whatever a test made fail works again after it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class FlowTest {
    protected Flow flow;

    @BeforeAll
    void start() {
        flow = new Flow();
    }

    @AfterEach
    void recover() {
        if (flow != null) {
            flow.faults().clear();
            flow.stack().slack().recover();
        }
    }

    @AfterAll
    void stop() {
        if (flow != null) {
            flow.close();
        }
    }
}
