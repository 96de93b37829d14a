package io.slipway.configservice.keys.gcp;

import java.net.http.HttpClient;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;

import io.slipway.config.secret.KeyWrapper;
import io.slipway.config.secret.SecretException;
import io.slipway.config.secret.WrappedKey;
import io.slipway.google.MetadataTokens;
import io.slipway.kit.edge.CallGuard;
import io.slipway.kit.edge.CallGuards;
import io.slipway.kit.edge.CallSettings;

import static io.slipway.config.secret.SecretException.Reason.DOES_NOT_OPEN;
import static io.slipway.config.secret.SecretException.Reason.KEY_UNAVAILABLE;

/** Wraps data keys with keys in Google Cloud KMS, which are named by their URI. It asks for each: keep what it gives. */
public final class CloudKmsKeyWrapper implements KeyWrapper {
    private static final CallSettings CALLS = CallSettings.defaults()
            .withTries(2)
            .withWaits(Duration.ofMillis(100), Duration.ofSeconds(1))
            .withOpenFor(Duration.ofSeconds(10));

    private final String primary;
    private final Map<String, CryptoKeyName> keys = new LinkedHashMap<>();
    private final CloudKms kms;
    private final CallGuard guard;

    /** @throws IllegalArgumentException when the settings name no key, or something that is none */
    public CloudKmsKeyWrapper(KmsSettings settings, CallGuards guards, InstantSource clock) {
        if (settings.keys().isEmpty()) {
            throw new IllegalArgumentException("slipway.config.kms.keys names no key");
        }
        settings.keys().forEach(uri -> keys.put(uri, CryptoKeyName.parse(uri)));
        this.primary = settings.keys().getFirst();
        HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(settings.timeout())
                .build();
        this.kms = new CloudKms(http, settings.endpoint(), new MetadataTokens(http, settings.metadata(), clock));
        this.guard = guards.guard(
                "gcp-kms",
                CALLS.withTimeout(settings.timeout()),
                failure -> !(failure instanceof KmsFailure known) || known.isPassing());
    }

    @Override
    public String primaryKeyId() {
        return primary;
    }

    @Override
    public Set<String> keyIds() {
        return Set.copyOf(keys.keySet());
    }

    /** Also unwraps it again: who may encrypt alone would make keys that nobody can use. */
    @Override
    public WrappedKey wrap(byte[] key, byte[] associatedData) {
        CryptoKeyName name = named(primary);
        byte[] wrapped = call(name, () -> kms.encrypt(name, key, associatedData));
        byte[] again = call(name, () -> kms.decrypt(name, wrapped, associatedData));
        boolean same = MessageDigest.isEqual(key, again);
        Arrays.fill(again, (byte) 0);
        if (!same) {
            throw new SecretException(KEY_UNAVAILABLE, "The key " + primary + " does not give back what it was given");
        }
        return new WrappedKey(primary, Base64.getUrlEncoder().withoutPadding().encodeToString(wrapped));
    }

    @Override
    public byte[] unwrap(WrappedKey wrapped, byte[] associatedData) {
        CryptoKeyName name = named(wrapped.keyId());
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(wrapped.payload());
        } catch (IllegalArgumentException e) {
            throw new SecretException(DOES_NOT_OPEN, "What is to be opened with " + name.uri() + " is not base64url");
        }
        return call(name, () -> kms.decrypt(name, bytes, associatedData));
    }

    /** Only keys that are set: what is stored cannot lead to somebody else's. */
    private CryptoKeyName named(String uri) {
        CryptoKeyName name = keys.get(uri);
        if (name == null) {
            throw new SecretException(
                    KEY_UNAVAILABLE,
                    "The key " + uri + " is not in slipway.config.kms.keys, which has "
                            + String.join(", ", keys.keySet()) + "; add it behind those");
        }
        return name;
    }

    private byte[] call(CryptoKeyName name, Callable<byte[]> call) {
        try {
            return guard.call(call);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SecretException(
                    KEY_UNAVAILABLE, "Interrupted while Google Cloud KMS was asked for " + name.uri());
        } catch (Exception e) {
            throw KmsRefusal.of(name, e);
        }
    }
}
