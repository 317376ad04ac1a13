package dev.reviewgate.local.aws;

/** An error in the shape that a service of AWS gives it, or an answer that is as bad; that one has no {@code errorType}. */
public record AwsFault(int status, String contentType, String errorType, String body) {
    private static final String REQUEST_ID = "00000000-0000-0000-0000-000000000000";

    public static AwsFault s3(int status, String code, String message) {
        return new AwsFault(
                status,
                "application/xml",
                code,
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>" + code + "</Code><Message>" + message
                        + "</Message><RequestId>" + REQUEST_ID + "</RequestId></Error>");
    }

    public static AwsFault sns(int status, String code, String message) {
        return new AwsFault(
                status,
                "text/xml",
                code,
                "<ErrorResponse xmlns=\"http://sns.amazonaws.com/doc/2010-03-31/\"><Error><Type>"
                        + (status >= 500 ? "Receiver" : "Sender") + "</Type><Code>" + code + "</Code><Message>"
                        + message
                        + "</Message></Error><RequestId>" + REQUEST_ID + "</RequestId></ErrorResponse>");
    }

    /** The attributes of a topic whose one subscription nobody has confirmed. */
    public static AwsFault snsNobodySubscribed() {
        return new AwsFault(
                200,
                "text/xml",
                "",
                "<GetTopicAttributesResponse xmlns=\"http://sns.amazonaws.com/doc/2010-03-31/\"><GetTopicAttributesResult>"
                        + "<Attributes><entry><key>SubscriptionsConfirmed</key><value>0</value></entry>"
                        + "<entry><key>SubscriptionsPending</key><value>1</value></entry>"
                        + "<entry><key>SubscriptionsDeleted</key><value>0</value></entry></Attributes>"
                        + "</GetTopicAttributesResult><ResponseMetadata><RequestId>" + REQUEST_ID
                        + "</RequestId></ResponseMetadata></GetTopicAttributesResponse>");
    }

    /** An error of a JSON protocol, such as Step Functions'. */
    public static AwsFault json(int status, String type, String message) {
        return new AwsFault(
                status,
                "application/x-amz-json-1.0",
                type,
                "{\"__type\":\"" + type + "\",\"message\":\"" + message + "\"}");
    }
}
