package io.slipway.config.secret;

import java.util.HashSet;
import java.util.Set;

import static io.slipway.config.secret.SecretException.Reason.KEY_UNAVAILABLE;
import static io.slipway.config.secret.SecretException.Reason.STILL_IN_USE;

/** Takes the steps of a {@link RotationPlan}, each by itself for work in the background, or all at once. */
public final class Rotation {
    private final KeyRef retired;
    private final KeyWrapper wrapper;

    /**
     * @param retired the key that goes
     * @param wrapper knows the old key and the one that replaces it
     */
    public Rotation(KeyRef retired, KeyWrapper wrapper) {
        this.retired = retired;
        this.wrapper = wrapper;
    }

    /** Takes all steps of the plan and gives what is held afterwards. */
    public KeyInventory run(RotationPlan plan, KeyInventory inventory) {
        Set<DataKey> rewraps = new HashSet<>(plan.rewraps());
        Set<HeldSecret> reencryptions = new HashSet<>(plan.reencryptions());
        return new KeyInventory(
                inventory.rings().stream()
                        .map(ring -> ring.map(key -> rewraps.contains(key) ? rewrap(key) : key))
                        .toList(),
                inventory.secrets().stream()
                        .map(held -> reencryptions.contains(held) ? reencrypt(held, ring(held, inventory)) : held)
                        .toList());
    }

    /**
     * One data key under the wrapper's primary key.
     *
     * @throws SecretException (still in use) when that is the key that is to go
     */
    public DataKey rewrap(DataKey key) {
        if (retired.equals(new KeyRef.WrappingKey(wrapper.primaryKeyId()))) {
            throw new SecretException(STILL_IN_USE, "The " + retired + " is the primary; add a new one first");
        }
        return key.rewrap(wrapper);
    }

    /**
     * One value under the newest data key of its ring; a sealed value becomes one that the service encrypted.
     *
     * @throws SecretException (still in use) when that is the key that is to go
     */
    public HeldSecret reencrypt(HeldSecret held, DataKeyRing ring) {
        if (retired instanceof KeyRef.EncryptionKey old
                && ring.primary(Ciphertext.Kind.SYMMETRIC).filter(old::names).isPresent()) {
            throw new SecretException(STILL_IN_USE, "The " + retired + " is the newest; add a new one first");
        }
        SecretBox box = new SecretBox(ring, wrapper);
        try (SecretValue value = box.decrypt(held.ciphertext(), held.address())) {
            return held.with(box.encrypt(value, held.address()));
        }
    }

    private static DataKeyRing ring(HeldSecret held, KeyInventory inventory) {
        Scope scope = held.address().scope();
        return inventory
                .ring(scope)
                .orElseThrow(() -> new SecretException(KEY_UNAVAILABLE, "There are no data keys for " + scope));
    }
}
