package dev.reviewgate.states;

import java.time.Instant;

/** A state machine, with its definition as it was given. */
public record StateMachineDescription(
        String stateMachineArn, String name, String definition, String roleArn, Instant creationDate) {}
