package io.slipway.backup.storage.s3;

import java.net.URI;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

import io.slipway.backup.storage.remote.Retention;

import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;

/**
 * How a bucket is spoken to.
 *
 * @param packClass of new packs; none for the bucket's own
 * @param retention of new files; none for the bucket's own
 */
public record S3Settings(
        S3Bucket bucket,
        AwsCredentialsProvider credentials,
        @Nullable PackClass packClass,
        @Nullable Retention retention) {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration SILENCE = Duration.ofSeconds(60);

    /** Makes no retries of its own, and no checksums but ours. */
    S3ClientBuilder client() {
        S3ClientBuilder builder = S3Client.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT)
                        .socketTimeout(SILENCE))
                .credentialsProvider(credentials)
                .region(Region.of(bucket.region()))
                .forcePathStyle(bucket.pathStyle())
                .serviceConfiguration(
                        S3Configuration.builder().chunkedEncodingEnabled(false).build())
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .overrideConfiguration(override -> override.retryStrategy(AwsRetryStrategy.doNotRetry()));
        URI endpoint = bucket.endpoint();
        return endpoint == null ? builder : builder.endpointOverride(endpoint);
    }
}
