package dev.reviewgate.callback;

import dev.reviewgate.core.IamCaller;

/** Those who decide in tests; {@link FakeDirectory} knows them. */
final class People {
    static final Identity ANNA = new Identity.Slack("U0ANNA", "Anna");
    static final Identity BEN = new Identity.Slack("U0BEN", "Ben");
    static final Identity CHLOE = new Identity.Slack("U0CHLOE", "Chloe");
    static final Identity ETL = new Identity.Slack("U0ETL", "Nightly load");
    static final Identity TYPED = new Identity.Link("Anna");

    static final String OPERATOR_ARN = "arn:aws:iam::123456789012:user/ops/olga";
    static final Identity OPERATOR = iam(OPERATOR_ARN);

    private People() {}

    static Identity iam(String arn) {
        return new Identity.Iam(IamCaller.parse(arn).orElseThrow());
    }

    static Identity session(String role, String session) {
        return iam("arn:aws:sts::123456789012:assumed-role/" + role + "/" + session);
    }
}
