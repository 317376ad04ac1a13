package dev.reviewgate.dataset.synthetic;

/**
 * Which customer dataset to make.
 *
 * @param anomalyRate about which share of the rows has an accident, from 0 to 1
 */
public record CustomerRequest(long rows, long seed, double anomalyRate) {
    public CustomerRequest {
        if (rows < 0) {
            throw new IllegalArgumentException("rows: " + rows + " is negative");
        }
        if (!(anomalyRate >= 0 && anomalyRate <= 1)) {
            throw new IllegalArgumentException("anomalyRate: " + anomalyRate + " is not a share");
        }
    }
}
