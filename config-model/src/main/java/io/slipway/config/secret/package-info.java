/**
 * Secrets in configuration documents: envelope encryption, sealing for people who may write but not read, and rotation.
 *
 * <p>Every application has data keys of its own in every environment; a value is encrypted under one of them, and the data
 * key itself is wrapped by a key-encryption key that a {@link io.slipway.config.secret.KeyWrapper} keeps. A ciphertext is
 * bound to its {@link io.slipway.config.secret.SecretAddress}. Nothing here reads a file, a clock or a network: random
 * numbers come from inside of Tink, and what does input and output is in a package of its own.
 */
@NullMarked
package io.slipway.config.secret;

import org.jspecify.annotations.NullMarked;
