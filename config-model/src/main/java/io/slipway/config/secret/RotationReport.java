package io.slipway.config.secret;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether a key may be destroyed. It is not taken from what the rotation says it did: everything in the inventory is opened
 * once more with the key left out, and there is no other way to come by a report.
 */
public final class RotationReport {
    private final KeyRef retired;
    private final int checked;
    private final List<String> left;

    private RotationReport(KeyRef retired, int checked, List<String> left) {
        this.retired = retired;
        this.checked = checked;
        this.left = List.copyOf(left);
    }

    /**
     * Opens everything without the key.
     *
     * @param inventory what is held after the rotation
     * @param wrapper the key-encryption keys, the retired one included or not
     */
    public static RotationReport prove(KeyRef retired, KeyInventory inventory, KeyWrapper wrapper) {
        KeyInventory after = switch (retired) {
            case KeyRef.WrappingKey _ -> inventory;
            case KeyRef.EncryptionKey key ->
                new KeyInventory(
                        inventory.rings().stream()
                                .map(ring -> ring.without(key))
                                .toList(),
                        inventory.secrets());
        };
        KeyWrapper remaining = retired instanceof KeyRef.WrappingKey(String id) ? new WithoutKey(wrapper, id) : wrapper;
        List<String> left = new ArrayList<>();
        int checked = checkKeys(after, remaining, left) + checkValues(after, remaining, left);
        return new RotationReport(retired, checked, left);
    }

    private static int checkKeys(KeyInventory inventory, KeyWrapper wrapper, List<String> left) {
        int checked = 0;
        for (DataKeyRing ring : inventory.rings()) {
            for (DataKey key : ring.keys()) {
                checked++;
                failure(() -> key.unwrap(wrapper))
                        .ifPresent(why -> left.add("data key " + key.id() + " of " + ring.scope() + ": " + why));
            }
        }
        return checked;
    }

    private static int checkValues(KeyInventory inventory, KeyWrapper wrapper, List<String> left) {
        for (HeldSecret held : inventory.secrets()) {
            Scope scope = held.address().scope();
            SecretBox box = new SecretBox(inventory.ring(scope).orElse(new DataKeyRing(scope, List.of())), wrapper);
            failure(() -> box.decrypt(held.ciphertext(), held.address()).close())
                    .ifPresent(why -> left.add(held + ": " + why));
        }
        return inventory.secrets().size();
    }

    private static Optional<String> failure(Runnable opening) {
        try {
            opening.run();
            return Optional.empty();
        } catch (SecretException e) {
            return Optional.of(e.getMessage());
        }
    }

    /** The key that is to go. */
    public KeyRef retired() {
        return retired;
    }

    /** How many data keys and values were opened without it. */
    public int checked() {
        return checked;
    }

    /** Everything that does not open without the key, with the reason; never a value. */
    public List<String> left() {
        return left;
    }

    /** Whether nothing needs the key any more. */
    public boolean complete() {
        return left.isEmpty();
    }

    void requireComplete() {
        if (!complete()) {
            throw new SecretException(
                    SecretException.Reason.STILL_IN_USE,
                    "The " + retired + " cannot be destroyed: " + left.size() + " of " + checked
                            + " keys and values need it, the first is " + left.getFirst());
        }
    }
}
