package dev.reviewgate.states;

import java.util.List;

/** Where the execution goes on after a task failed. */
record Catcher(List<String> errorEquals, State.Results results, String next) {}
