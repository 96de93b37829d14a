package io.slipway.backup.storage.location;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import io.slipway.backup.storage.s3.PackClass;
import io.slipway.backup.storage.s3.S3Bucket;
import io.slipway.backup.storage.s3.S3Settings;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** What a location in S3 and its settings come to. */
record S3Opening(StorageLocation.S3 location, StorageSettings settings, Map<String, String> environment) {
    private static final Pattern AMAZON = Pattern.compile("s3(?:[.-]([a-z0-9-]+))?\\.amazonaws\\.com(?:\\.cn)?");
    private static final String FIRST_REGION = "us-east-1";

    S3Settings opened() {
        @Nullable String packClass = settings.packClass();
        return new S3Settings(
                bucket(), credentials(), packClass == null ? null : PackClass.parse(packClass), settings.retention());
    }

    private S3Bucket bucket() {
        Matcher amazon = AMAZON.matcher(location.server().getHost());
        boolean atAmazon = amazon.matches();
        String region = Optional.ofNullable(settings.s3().region())
                .or(() -> atAmazon ? Optional.ofNullable(amazon.group(1)) : Optional.empty())
                .or(() -> Optional.ofNullable(environment.get("AWS_REGION")))
                .or(() -> Optional.ofNullable(environment.get("AWS_DEFAULT_REGION")))
                .orElse(FIRST_REGION);
        // A certificate for all hosts of a domain does not hold for names with dots in front.
        boolean pathStyle = Optional.ofNullable(settings.s3().pathStyle())
                .orElse(!atAmazon || location.bucket().contains("."));
        @Nullable URI endpoint = atAmazon ? null : location.server();
        return new S3Bucket(endpoint, region, location.bucket(), location.prefix(), pathStyle);
    }

    private AwsCredentialsProvider credentials() {
        StorageSettings.S3Access access = settings.s3();
        if (access.accessKeyId() != null && access.secretAccessKey() != null) {
            return StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(access.accessKeyId(), access.secretAccessKey()));
        }
        if (access.profile() != null) {
            return ProfileCredentialsProvider.create(access.profile());
        }
        return DefaultCredentialsProvider.builder().build();
    }
}
