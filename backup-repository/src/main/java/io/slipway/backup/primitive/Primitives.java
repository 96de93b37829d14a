package io.slipway.backup.primitive;

import java.security.GeneralSecurityException;
import java.security.NoSuchProviderException;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.Mac;

/**
 * What the JDK has of cryptography. Its own provider is asked by name: a search through all of them opens every archive on the
 * class path, which takes longer than the rest of a short command.
 */
public final class Primitives {
    private static final String PROVIDER = "SunJCE";
    private static final String HKDF = "HKDF-SHA256";
    private static final String HMAC = "HmacSHA256";

    private Primitives() {}

    public static Cipher cipher(String transformation) throws GeneralSecurityException {
        try {
            return Cipher.getInstance(transformation, PROVIDER);
        } catch (NoSuchProviderException e) {
            return Cipher.getInstance(transformation);
        }
    }

    /** HMAC with SHA-256. */
    public static Mac hmac() throws GeneralSecurityException {
        try {
            return Mac.getInstance(HMAC, PROVIDER);
        } catch (NoSuchProviderException e) {
            return Mac.getInstance(HMAC);
        }
    }

    /** RFC 5869 with SHA-256. */
    public static KDF hkdf() throws GeneralSecurityException {
        try {
            return KDF.getInstance(HKDF, PROVIDER);
        } catch (NoSuchProviderException e) {
            return KDF.getInstance(HKDF);
        }
    }
}
