package dev.reviewgate.local;

import dev.reviewgate.local.aws.AwsFault;
import dev.reviewgate.local.aws.AwsRequest;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Makes AWS calls fail on purpose, with the answers that AWS gives; nothing fails unless a test asks for it. */
public final class Faults {
    /** A fault that stays until it was given {@code times} times or is {@link #remove removed}. */
    public static final class Fault {
        private final Predicate<AwsRequest> when;
        private final AwsFault answer;
        private final AtomicInteger left;
        private final AtomicInteger given = new AtomicInteger();

        Fault(Predicate<AwsRequest> when, AwsFault answer, int times) {
            this.when = when;
            this.answer = answer;
            this.left = new AtomicInteger(times);
        }

        /** Returns how many requests got this fault. */
        public int given() {
            return given.get();
        }

        boolean takes(AwsRequest request) {
            if (!when.test(request) || left.getAndUpdate(n -> n > 0 ? n - 1 : 0) == 0) {
                return false;
            }
            given.incrementAndGet();
            return true;
        }
    }

    public static final int ALWAYS = Integer.MAX_VALUE;

    private final List<Fault> faults = new CopyOnWriteArrayList<>();

    /** SNS answers {@code Publish} with {@code InternalFailure} (500), which its SDK tries again. */
    public Fault snsUnavailable(int times) {
        return add(
                request -> request.isAction("sns", "Publish"),
                AwsFault.sns(500, "InternalFailure", "Internal failure"),
                times);
    }

    /** SNS refuses {@code Publish} with {@code AuthorizationError} (403), which nothing tries again. */
    public Fault snsDenied(int times) {
        return add(
                request -> request.isAction("sns", "Publish"),
                AwsFault.sns(403, "AuthorizationError", "User is not authorized to perform: SNS:Publish"),
                times);
    }

    /** SNS answers {@code GetTopicAttributes} as long as nobody has confirmed a subscription. */
    public Fault snsNobodySubscribed(int times) {
        return add(request -> request.isAction("sns", "GetTopicAttributes"), AwsFault.snsNobodySubscribed(), times);
    }

    /** S3 answers puts to keys that begin so with {@code SlowDown} (503). */
    public Fault s3SlowPuts(String bucket, String keyPrefix, int times) {
        return add(puts(bucket, keyPrefix), AwsFault.s3(503, "SlowDown", "Please reduce your request rate."), times);
    }

    /** S3 refuses puts to keys that begin so with {@code AccessDenied} (403). */
    public Fault s3DeniedPuts(String bucket, String keyPrefix, int times) {
        return add(puts(bucket, keyPrefix), AwsFault.s3(403, "AccessDenied", "Access Denied"), times);
    }

    /** S3 answers puts whose key passes the test with the error. */
    public Fault s3Puts(String bucket, Predicate<String> key, int status, String code, int times) {
        return add(
                request -> request.isS3("PUT", bucket) && key.test(request.s3Key()),
                AwsFault.s3(status, code, code),
                times);
    }

    /** S3 answers gets and heads whose key passes the test with the error. */
    public Fault s3Gets(String bucket, Predicate<String> key, int status, String code, int times) {
        return add(
                request -> (request.isS3("GET", bucket) || request.isS3("HEAD", bucket)) && key.test(request.s3Key()),
                AwsFault.s3(status, code, code),
                times);
    }

    /** Step Functions answers {@code SendTaskSuccess} and {@code SendTaskFailure} with {@code ThrottlingException} (400). */
    public Fault sendTaskThrottled(int times) {
        return add(
                request ->
                        request.isAction("states", "SendTaskSuccess") || request.isAction("states", "SendTaskFailure"),
                AwsFault.json(400, "ThrottlingException", "Rate exceeded"),
                times);
    }

    /** Secrets Manager refuses {@code GetSecretValue} with {@code AccessDeniedException} (400). */
    public Fault secretsDenied(int times) {
        return add(
                request -> request.isAction("secretsmanager", "GetSecretValue"),
                AwsFault.json(400, "AccessDeniedException", "User is not authorized to perform: GetSecretValue"),
                times);
    }

    /** Any request that passes the test gets the answer. */
    public Fault add(Predicate<AwsRequest> when, AwsFault answer, int times) {
        Fault fault = new Fault(when, answer, times);
        faults.add(fault);
        return fault;
    }

    public void remove(Fault fault) {
        faults.remove(fault);
    }

    public void clear() {
        faults.clear();
    }

    @Nullable
    AwsFault answer(AwsRequest request) {
        for (Iterator<Fault> it = faults.iterator(); it.hasNext(); ) {
            Fault fault = it.next();
            if (fault.takes(request)) {
                return fault.answer;
            }
        }
        return null;
    }

    private static Predicate<AwsRequest> puts(String bucket, String keyPrefix) {
        return request -> request.isS3("PUT", bucket) && request.s3Key().startsWith(keyPrefix);
    }
}
