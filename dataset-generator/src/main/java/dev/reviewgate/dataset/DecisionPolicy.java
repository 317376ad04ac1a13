package dev.reviewgate.dataset;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who may decide, as far as the input says; what it leaves open is left out of JSON, so that the deployment's own rules stand.
 *
 * @param approvers Slack users, Slack user groups and IAM users and roles
 * @param requireVerified whether a name that somebody typed is not enough
 * @param requesterMayDecide whether whoever asked for the dataset may decide about it
 * @param approvalsRequired how many people have to approve
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record DecisionPolicy(
        @Nullable List<String> approvers,
        @Nullable Boolean requireVerified,
        @Nullable Boolean requesterMayDecide,
        @Nullable Integer approvalsRequired) {
    static final DecisionPolicy NONE = new DecisionPolicy(null, null, null, null);

    DecisionPolicy {
        approvers = approvers == null ? null : List.copyOf(approvers);
    }
}
