package io.slipway.config.secret;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * All data keys of one application in one environment, the oldest first. The newest of a kind encrypts; all of them decrypt.
 *
 * @param scope whose keys these are
 * @param keys the keys, each of this scope
 */
public record DataKeyRing(Scope scope, List<DataKey> keys) {
    public DataKeyRing {
        keys = List.copyOf(keys);
        if (!keys.stream().allMatch(key -> key.scope().equals(scope))) {
            throw new IllegalArgumentException("A key of another application or environment among those of " + scope);
        }
    }

    /** A ring with one key of each kind. */
    public static DataKeyRing generate(Scope scope, KeyWrapper wrapper) {
        return new DataKeyRing(scope, List.of())
                .withNew(Ciphertext.Kind.SYMMETRIC, wrapper)
                .withNew(Ciphertext.Kind.SEALED, wrapper);
    }

    /** The same keys and a new one, which encrypts from here on. */
    public DataKeyRing withNew(Ciphertext.Kind kind, KeyWrapper wrapper) {
        DataKey key;
        do {
            key = DataKey.generate(kind, scope, wrapper);
        } while (find(kind, key.id()).isPresent());
        List<DataKey> longer = new ArrayList<>(keys);
        longer.add(key);
        return new DataKeyRing(scope, longer);
    }

    /** The key that encrypts now. */
    public Optional<DataKey> primary(Ciphertext.Kind kind) {
        return keys.reversed().stream().filter(key -> key.kind() == kind).findFirst();
    }

    /** What people seal values with who may write here and not read, or nothing when the ring has no such key. */
    public Optional<SealingKey> sealingKey() {
        return primary(Ciphertext.Kind.SEALED).map(SealingKey::of);
    }

    /**
     * The same keys without one that nothing is encrypted under any more.
     *
     * @throws SecretException (still in use) when the report does not prove that
     */
    public DataKeyRing destroy(RotationReport proof) {
        if (!(proof.retired() instanceof KeyRef.EncryptionKey retired)
                || !retired.scope().equals(scope)) {
            throw new IllegalArgumentException("The report is not about a key of " + scope + ": " + proof.retired());
        }
        proof.requireComplete();
        return without(retired);
    }

    DataKeyRing without(KeyRef.EncryptionKey retired) {
        return new DataKeyRing(
                scope, keys.stream().filter(key -> !retired.names(key)).toList());
    }

    DataKeyRing map(UnaryOperator<DataKey> change) {
        return new DataKeyRing(scope, keys.stream().map(change).toList());
    }

    Optional<DataKey> find(Ciphertext.Kind kind, String id) {
        return keys.stream()
                .filter(key -> key.kind() == kind && key.id().equals(id))
                .findAny();
    }
}
