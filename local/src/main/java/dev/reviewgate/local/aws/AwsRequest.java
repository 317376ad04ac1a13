package dev.reviewgate.local.aws;

/**
 * Which call a request is.
 *
 * @param service {@code s3}, {@code sns}, {@code states}, {@code lambda}, {@code secretsmanager} or {@code sts}
 * @param action the API's action, for S3 and Lambda the HTTP method
 * @param path the decoded path
 */
public record AwsRequest(String service, String action, String path) {
    public boolean isAction(String ofService, String named) {
        return service.equals(ofService) && action.equals(named);
    }

    public boolean isS3(String method, String bucket) {
        return isAction("s3", method) && path.startsWith("/" + bucket + "/");
    }

    /** Returns the object's key; empty for a request that names none. */
    public String s3Key() {
        int slash = path.indexOf('/', 1);
        return slash < 0 ? "" : path.substring(slash + 1);
    }
}
