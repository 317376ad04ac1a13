package dev.reviewgate.notifier;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What became of one message on each of its channels. */
record Deliveries(List<Delivery> all) {
    Deliveries {
        all = List.copyOf(all);
    }

    /** Tells whether it got through to anybody. */
    boolean anySent() {
        return all.stream().anyMatch(Delivery::sent);
    }

    /** Tells whether it got through on one of these channels. */
    boolean sentOn(String... channels) {
        List<String> asked = List.of(channels);
        return all.stream().anyMatch(d -> d.sent() && asked.contains(d.channel()));
    }

    Stream<Delivery.NotSent> failures() {
        return all.stream().filter(Delivery.NotSent.class::isInstance).map(Delivery.NotSent.class::cast);
    }

    /** Says why nothing got through, channel by channel. */
    String reasons() {
        return all.stream().flatMap(Deliveries::reason).collect(Collectors.joining("; "));
    }

    private static Stream<String> reason(Delivery delivery) {
        if (delivery instanceof Delivery.NotSent failed) {
            return Stream.of(failed.why());
        }
        return delivery instanceof Delivery.NobodyThere nobody ? Stream.of(nobody.why()) : Stream.empty();
    }
}
