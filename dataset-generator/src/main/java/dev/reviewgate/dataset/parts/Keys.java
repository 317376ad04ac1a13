package dev.reviewgate.dataset.parts;

/**
 * Where the files of one execution are. A call that is made again writes to the same keys, so each of them holds the same
 * content in each of its versions.
 */
record Keys(String executionName) {
    /** Handed from phase to phase, and kept for days only. */
    private String screening(String name) {
        return "screening/" + executionName + "/" + name;
    }

    /** The evidence. */
    String evidence(String name) {
        return "datasets/" + executionName + "/" + name;
    }

    String plan() {
        return screening("plan.json");
    }

    String items() {
        return screening("parts.json");
    }

    String profile(Part part) {
        return screening("profiles/" + part.name());
    }

    String keyFile(Part part) {
        return screening("keys/" + part.name());
    }

    String merged() {
        return screening("profile");
    }

    String keyIndex() {
        return screening("keys/index");
    }

    String groups() {
        return screening("partitions.json");
    }

    String duplicates(int group) {
        return screening("duplicates/" + String.format("%05d", group));
    }

    String flagged(Part part) {
        return screening("flags/" + part.name());
    }

    String problems() {
        return screening("problems/");
    }

    String problem(Part part) {
        return problems() + part.name();
    }

    String problem(KeyGroup group) {
        return problems() + String.format("partition-%05d", group.number());
    }
}
