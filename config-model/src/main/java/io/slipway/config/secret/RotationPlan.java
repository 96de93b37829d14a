package io.slipway.config.secret;

import java.util.List;

/**
 * What has to be done before a key can be destroyed, one entry for each step; steps may be taken in any order and twice.
 *
 * @param retired the key that goes
 * @param rewraps data keys to be wrapped under another key
 * @param reencryptions values to be encrypted under another data key
 */
public record RotationPlan(KeyRef retired, List<DataKey> rewraps, List<HeldSecret> reencryptions) {
    /** Lists everything that still needs the key. */
    public static RotationPlan retire(KeyRef key, KeyInventory inventory) {
        return switch (key) {
            case KeyRef.WrappingKey(String id) -> new RotationPlan(key, inventory.wrappedUnder(id), List.of());
            case KeyRef.EncryptionKey old -> new RotationPlan(key, List.of(), inventory.encryptedUnder(old));
        };
    }

    /** How many steps are left. */
    public int steps() {
        return rewraps.size() + reencryptions.size();
    }
}
