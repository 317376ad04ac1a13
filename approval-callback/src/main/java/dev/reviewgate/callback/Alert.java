package dev.reviewgate.callback;

import java.util.Map;

/** Why a form comes back to its sender, who can try again with what they typed. */
sealed interface Alert {
    int status();

    /** A word for logs and programs. */
    String code();

    String title();

    String text();

    /** What is wrong by field. */
    default Map<String, String> problems() {
        return Map.of();
    }

    /** Something has to be filled in differently. */
    record WrongFields(Map<String, String> problems) implements Alert {
        @Override
        public int status() {
            return 400;
        }

        @Override
        public String code() {
            return "invalid_form";
        }

        @Override
        public String title() {
            return "Nothing is decided yet";
        }

        @Override
        public String text() {
            return String.join(" ", problems.values());
        }
    }

    /** Step Functions asked for patience, or did not answer. */
    record Busy(boolean maybeAccepted) implements Alert {
        @Override
        public int status() {
            return 503;
        }

        @Override
        public String code() {
            return "unavailable";
        }

        @Override
        public String title() {
            return maybeAccepted ? "No answer came back" : "Nothing is decided yet";
        }

        @Override
        public String text() {
            return maybeAccepted
                    ? "It is not certain that your decision arrived. What you typed is still here: please press the button again in a moment. If the first one did arrive, this page will not decide a second time."
                    : "The service is busy. What you typed is still here: please press the button again in a moment.";
        }
    }

    /** Whoever pressed the button may not decide, or not before that can be checked. */
    record Refused(Refusal why) implements Alert {
        @Override
        public int status() {
            return why.status();
        }

        @Override
        public String code() {
            return why.code();
        }

        @Override
        public String title() {
            return "Nothing is decided";
        }

        @Override
        public String text() {
            return why.text();
        }
    }

    /** One attempt is over and the next one has not begun. */
    record Reopening() implements Alert {
        @Override
        public int status() {
            return 503;
        }

        @Override
        public String code() {
            return "reopening";
        }

        @Override
        public String title() {
            return "Nothing is decided yet";
        }

        @Override
        public String text() {
            return "The review is being reopened for a reminder. What you typed is still here: please press the button again in a moment.";
        }
    }

    /**
     * Personal data is shown only to somebody who gives a name.
     *
     * @param typed what was given for one
     */
    record NameMissing(String typed, Map<String, String> problems) implements Alert {
        @Override
        public int status() {
            return 400;
        }

        @Override
        public String code() {
            return "invalid_form";
        }

        @Override
        public String title() {
            return "Nothing is shown yet";
        }

        @Override
        public String text() {
            return String.join(" ", problems.values());
        }
    }

    /** Who asks to see personal data could not be recorded. */
    record NotRecorded(String typed) implements Alert {
        @Override
        public int status() {
            return 503;
        }

        @Override
        public String code() {
            return "not_recorded";
        }

        @Override
        public String title() {
            return "Nothing is shown yet";
        }

        @Override
        public String text() {
            return "Who sees personal data is recorded first, and that did not work just now. Please try again in a moment.";
        }
    }
}
