package dev.reviewgate.callback;

import dev.reviewgate.core.Verdict;

/** What a reviewer typed, before anybody looked at it; {@code evidence} names what they were shown. */
record Form(String name, String comment, String publish, String evidence) {
    /** What the form holds before anybody typed. */
    static final Form EMPTY = new Form("", "", "", "");

    static Form of(Params params) {
        return new Form(
                params.text("name").strip(),
                lines(params.text("comment")),
                params.text("publish"),
                params.text("evidence"));
    }

    /** Returns a comment with the line breaks that are kept, and without blanks around it. */
    static String lines(String typed) {
        return typed.replace("\r\n", "\n").strip();
    }

    Choice choice(Verdict verdict) {
        return new Choice(verdict, publish, comment, evidence);
    }
}
