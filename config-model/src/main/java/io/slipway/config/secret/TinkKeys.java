package io.slipway.config.secret;

import java.security.GeneralSecurityException;

import com.google.crypto.tink.Configuration;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.Parameters;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.AesGcmParameters;
import com.google.crypto.tink.hybrid.HpkeParameters;
import com.google.crypto.tink.hybrid.HybridConfig;

/** The one place that knows Tink's keysets: which algorithms, and in and out of their formats. */
final class TinkKeys {
    private static final Configuration CONFIGURATION;

    /** Nonce, ciphertext and tag with nothing in front, so that any implementation of AES-GCM can read it. */
    static final Parameters AES_256_GCM;
    /** RFC 9180 in base mode; likewise with nothing in front. */
    static final Parameters HPKE_X25519;

    static {
        try {
            AeadConfig.register();
            HybridConfig.register();
            CONFIGURATION = RegistryConfiguration.get();
            AES_256_GCM = AesGcmParameters.builder()
                    .setKeySizeBytes(32)
                    .setIvSizeBytes(12)
                    .setTagSizeBytes(16)
                    .setVariant(AesGcmParameters.Variant.NO_PREFIX)
                    .build();
            HPKE_X25519 = HpkeParameters.builder()
                    .setKemId(HpkeParameters.KemId.DHKEM_X25519_HKDF_SHA256)
                    .setKdfId(HpkeParameters.KdfId.HKDF_SHA256)
                    .setAeadId(HpkeParameters.AeadId.AES_256_GCM)
                    .setVariant(HpkeParameters.Variant.NO_PREFIX)
                    .build();
        } catch (GeneralSecurityException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private TinkKeys() {}

    static KeysetHandle generate(Parameters parameters) {
        return unfailing(() -> KeysetHandle.generateNew(parameters, CONFIGURATION));
    }

    static String id(KeysetHandle.Entry entry) {
        return String.format("%08x", entry.getId());
    }

    static <P> P primitive(KeysetHandle keyset, Class<P> type) {
        return unfailing(() -> keyset.getPrimitive(CONFIGURATION, type));
    }

    /** What this one key of a keyset does, without its neighbours. */
    static <P> P only(KeysetHandle.Entry entry, Class<P> type) {
        return primitive(
                unfailing(() -> KeysetHandle.newBuilder()
                        .addEntry(KeysetHandle.importKey(entry.getKey())
                                .withFixedId(entry.getId())
                                .makePrimary())
                        .setConfiguration(CONFIGURATION)
                        .build()),
                type);
    }

    static KeysetHandle withNewPrimary(KeysetHandle keyset) {
        return unfailing(() -> KeysetHandle.newBuilder(keyset)
                .addEntry(KeysetHandle.generateEntryFromParameters(AES_256_GCM)
                        .withRandomId()
                        .makePrimary())
                .setConfiguration(CONFIGURATION)
                .build());
    }

    static KeysetHandle without(KeysetHandle keyset, String id) {
        KeysetHandle.Builder builder = KeysetHandle.newBuilder(keyset);
        for (int i = keyset.size() - 1; i >= 0; i--) {
            if (id(keyset.getAt(i)).equals(id)) {
                builder.deleteAt(i);
            }
        }
        return unfailing(() -> builder.setConfiguration(CONFIGURATION).build());
    }

    static String exportSecret(KeysetHandle keyset) {
        return unfailing(
                () -> TinkJsonProtoKeysetFormat.serializeKeyset(keyset, CONFIGURATION, InsecureSecretKeyAccess.get()));
    }

    static KeysetHandle parseSecret(String json) {
        return parsing(() -> TinkJsonProtoKeysetFormat.parseKeyset(json, CONFIGURATION, InsecureSecretKeyAccess.get()));
    }

    static byte[] toBytes(KeysetHandle keyset) {
        return unfailing(
                () -> TinkProtoKeysetFormat.serializeKeyset(keyset, InsecureSecretKeyAccess.get(), CONFIGURATION));
    }

    static KeysetHandle fromBytes(byte[] bytes) {
        return parsing(() -> TinkProtoKeysetFormat.parseKeyset(bytes, InsecureSecretKeyAccess.get(), CONFIGURATION));
    }

    static String exportPublic(KeysetHandle secret) {
        return unfailing(() ->
                TinkJsonProtoKeysetFormat.serializeKeysetWithoutSecret(secret.getPublicKeysetHandle(), CONFIGURATION));
    }

    static KeysetHandle parsePublic(String json) {
        return parsing(() -> TinkJsonProtoKeysetFormat.parseKeysetWithoutSecret(json, CONFIGURATION));
    }

    private interface Step<T> {
        T run() throws GeneralSecurityException;
    }

    private static <T> T unfailing(Step<T> step) {
        try {
            return step.run();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Tink refused a key of its own making", e);
        }
    }

    private static <T> T parsing(Step<T> step) {
        try {
            return step.run();
        } catch (GeneralSecurityException | RuntimeException e) {
            throw new SecretException(
                    SecretException.Reason.MALFORMED, "This is not a keyset of the kind expected here");
        }
    }
}
