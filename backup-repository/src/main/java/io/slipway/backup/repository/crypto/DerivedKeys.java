package io.slipway.backup.repository.crypto;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.spec.HKDFParameterSpec;

import io.slipway.backup.primitive.Primitives;

/** Further keys that follow from a master key, each for a purpose (HKDF with HMAC-SHA-256, RFC 5869). */
public final class DerivedKeys {
    private static final int BYTES = 32;
    private static final byte[] SALT = "slipway backup repository".getBytes(StandardCharsets.UTF_8);

    private final byte[] material;

    public DerivedKeys(MasterKey master) {
        this.material = master.bytes();
    }

    public byte[] key(String purpose) {
        try {
            return Primitives.hkdf()
                    .deriveData(HKDFParameterSpec.ofExtract()
                            .addIKM(material)
                            .addSalt(SALT)
                            .thenExpand(purpose.getBytes(StandardCharsets.UTF_8), BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has HKDF-SHA256", e);
        }
    }
}
