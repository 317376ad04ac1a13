package dev.reviewgate.local.flow;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** Uses the stack that all classes share; after each test, what it made fail works again and what it left waiting is stopped. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class FlowTest {
    protected Flow flow;

    @BeforeAll
    void start() {
        flow = Flow.shared();
    }

    @AfterEach
    void recover() {
        if (flow != null) {
            flow.faults().clear();
            flow.stack().slack().recover();
            flow.stopAll();
        }
    }
}
