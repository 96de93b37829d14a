package io.slipway.backup.storage.s3;

import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import com.adobe.testing.s3mock.S3MockApplication;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;

/**
 * A server in this JVM that speaks S3, started once for all tests. Of Object Lock it keeps what is asked for by itself; the
 * headers of an upload it ignores, and it enforces nothing.
 */
public final class LocalS3 implements BeforeAllCallback {
    public static final String ACCESS_KEY = "access";
    public static final String SECRET_KEY = "secret";
    public static final AwsCredentialsProvider CREDENTIALS =
            StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCESS_KEY, SECRET_KEY));

    private static final ExtensionContext.Namespace SPACE = ExtensionContext.Namespace.create(LocalS3.class);
    private static final AtomicInteger BUCKETS = new AtomicInteger();
    private static volatile URI endpoint = URI.create("http://not.started");

    @Override
    public void beforeAll(ExtensionContext context) {
        context.getRoot().getStore(SPACE).computeIfAbsent(Server.class, _ -> new Server(), Server.class);
    }

    static URI endpoint() {
        return endpoint;
    }

    /** A new bucket. */
    public static S3Bucket bucket(String prefix, boolean objectLock) {
        S3Bucket bucket = new S3Bucket(endpoint, "us-east-1", "backups-" + BUCKETS.incrementAndGet(), prefix, true);
        try (S3Client client = client(bucket)) {
            client.createBucket(request -> request.bucket(bucket.bucket()).objectLockEnabledForBucket(objectLock));
            if (objectLock) {
                // At Amazon it goes without saying.
                client.putBucketVersioning(request -> request.bucket(bucket.bucket())
                        .versioningConfiguration(versions -> versions.status(BucketVersioningStatus.ENABLED)));
            }
        }
        return bucket;
    }

    static S3Client client(S3Bucket bucket) {
        return new S3Settings(bucket, CREDENTIALS, null, null).client().build();
    }

    private static final class Server implements AutoCloseable {
        private final S3MockApplication running =
                S3MockApplication.start("--server.port=0", "--http.port=0", "--silent");

        @SuppressWarnings("deprecation") // There is no other way to its port for plain HTTP.
        private Server() {
            endpoint = URI.create("http://127.0.0.1:" + running.getHttpPort());
        }

        @Override
        public void close() {
            running.stop();
        }
    }
}
