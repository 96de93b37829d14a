package io.slipway.config.secret;

/**
 * A data key as it is stored.
 *
 * @param keyId the key-encryption key that it is wrapped with
 * @param payload the wrapped key in base64url without padding
 */
public record WrappedKey(String keyId, String payload) {}
