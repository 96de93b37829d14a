package io.slipway.configservice.keys;

/**
 * Key-encryption keys that a service outside of this process keeps.
 *
 * @param keys what that service does, remembered
 * @param wrap whether new data keys are wrapped there; otherwise the keyset wraps them, and these keys only unwrap
 */
public record OutsideKeys(RememberingKeyWrapper keys, boolean wrap) {}
