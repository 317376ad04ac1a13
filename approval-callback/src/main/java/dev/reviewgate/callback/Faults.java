package dev.reviewgate.callback;

import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;

/** Tells what passes by itself from what does not. */
final class Faults {
    private Faults() {}

    /** Tells whether trying again in a moment may help: also where others wrote the same object again and again. */
    static boolean isFleeting(SdkException e) {
        return e instanceof SdkClientException
                || (e instanceof SdkServiceException service
                        && (service.statusCode() >= 500 || service.isThrottlingException() || isLostRace(service)));
    }

    private static boolean isLostRace(SdkServiceException e) {
        return e.statusCode() == 409 || e.statusCode() == 412;
    }
}
