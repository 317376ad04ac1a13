package dev.reviewgate.local.flow;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** Uses the stack that all classes share; whatever a test made fail works again after it. */
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
        }
    }
}
