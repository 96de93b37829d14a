package io.slipway.backup.storage.location;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.slipway.backup.storage.gcs.GcsSettings;
import io.slipway.backup.storage.gcs.PackClass;
import io.slipway.google.AccessTokens;
import io.slipway.google.MetadataTokens;
import io.slipway.google.ServiceAccountKey;
import io.slipway.google.ServiceAccountTokens;

/** What a location in Google Cloud Storage and its settings come to. */
record GcsOpening(
        StorageLocation.Gcs location, StorageSettings settings, Map<String, String> environment, InstantSource clock) {
    private static final Duration CONNECT = Duration.ofSeconds(10);

    GcsSettings opened() throws IOException {
        return new GcsSettings(
                settings.gcs().endpoint(),
                location.bucket(),
                location.prefix(),
                tokens(),
                packClass(),
                settings.retention());
    }

    private AccessTokens tokens() throws IOException {
        @Nullable String given = environment.get("GOOGLE_ACCESS_TOKEN");
        @Nullable Path keyFile = settings.gcs().keyFile();
        if (keyFile == null && given != null) {
            return AccessTokens.given(given);
        }
        HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .build();
        @Nullable String named = environment.get("GOOGLE_APPLICATION_CREDENTIALS");
        if (keyFile == null && named == null) {
            return new MetadataTokens(http, settings.gcs().metadata(), clock);
        }
        ServiceAccountKey key = ServiceAccountKey.read(keyFile == null ? Path.of(named) : keyFile);
        return new ServiceAccountTokens(http, key, GcsSettings.SCOPE, clock);
    }

    private @Nullable PackClass packClass() {
        @Nullable String name = settings.packClass();
        if (name == null) {
            return null;
        }
        return PackClass.named(name)
                .orElseThrow(() -> new LocationException("Google Cloud Storage has no storage class " + name
                        + ": take one of STANDARD, NEARLINE, COLDLINE, ARCHIVE"));
    }
}
