package dev.reviewgate.notifier;

import java.util.Objects;

/** What became of one message on one channel. */
sealed interface Delivery {
    /** Names the channel in logs and metrics. */
    String channel();

    /** Tells whether the service took the message, for somebody. */
    default boolean sent() {
        return false;
    }

    /**
     * The service has taken it.
     *
     * @param id what the service calls the message
     */
    record Sent(String channel, String id) implements Delivery {
        public Sent {
            Objects.requireNonNull(channel, "channel");
            Objects.requireNonNull(id, "id");
        }

        @Override
        public boolean sent() {
            return true;
        }
    }

    /** There is nobody who would get it, which is fine as long as another channel has somebody. */
    record NobodyThere(String channel, String why) implements Delivery {
        public NobodyThere {
            Objects.requireNonNull(channel, "channel");
            Objects.requireNonNull(why, "why");
        }
    }

    /**
     * The service refused it or did not answer.
     *
     * @param why names the service, and none of what was to be sent
     */
    record NotSent(String channel, String why) implements Delivery {
        public NotSent {
            Objects.requireNonNull(channel, "channel");
            Objects.requireNonNull(why, "why");
        }
    }
}
