package io.slipway.events.config;

import org.jspecify.annotations.Nullable;

/**
 * A data key, which encrypts values of one application in one environment, as it may be stored: wrapped.
 *
 * @param id what ciphertexts name it by
 * @param kind {@code SYMMETRIC} for values the service encrypts, {@code SEALED} for values that are sealed for it
 * @param wrappingKey id of the key-encryption key it is wrapped under
 * @param wrapped the key, encrypted, in base64url
 * @param publicKeyset of a sealing key the half that everybody may have, in Tink's JSON format
 */
public record WrappedDataKey(
        String id,
        String kind,
        String wrappingKey,
        String wrapped,
        @Nullable String publicKeyset) {}
