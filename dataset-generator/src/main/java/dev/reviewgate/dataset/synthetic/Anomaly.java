package dev.reviewgate.dataset.synthetic;

/** The accidents that the generator puts into a dataset, with how often each happens among a hundred faulty rows. */
public enum Anomaly {
    /** A basket in cents, a height in metres or in millimetres. */
    UNIT_MIX_UP(30),
    /** A field lost, split in two, or values written one column further on. */
    SHIFTED_COLUMN(15),
    /** An empty field where every customer has a value. */
    MISSING_VALUE(15),
    /** A height of nothing, a thirteenth month, fewer than no orders. */
    IMPOSSIBLE_VALUE(20),
    /** One identifier on two rows; both count as faulty. */
    DUPLICATED_ID(20);

    private final int weight;

    Anomaly(int weight) {
        this.weight = weight;
    }

    double share() {
        return weight / 100.0;
    }
}
