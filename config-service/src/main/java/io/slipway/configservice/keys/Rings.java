package io.slipway.configservice.keys;

import java.util.List;

import io.slipway.config.secret.Ciphertext;
import io.slipway.config.secret.DataKey;
import io.slipway.config.secret.DataKeyRing;
import io.slipway.config.secret.Scope;
import io.slipway.config.secret.WrappedKey;
import io.slipway.events.config.WrappedDataKey;

/** Data keys as events have them, and as the library has them. */
public final class Rings {
    private Rings() {}

    public static DataKeyRing of(Scope scope, List<WrappedDataKey> keys) {
        return new DataKeyRing(scope, keys.stream().map(key -> key(scope, key)).toList());
    }

    public static List<WrappedDataKey> wrapped(List<DataKey> keys) {
        return keys.stream()
                .map(key -> new WrappedDataKey(
                        key.id(),
                        key.kind().name(),
                        key.wrapped().keyId(),
                        key.wrapped().payload(),
                        key.publicKeyset()))
                .toList();
    }

    private static DataKey key(Scope scope, WrappedDataKey key) {
        return new DataKey(
                key.id(),
                Ciphertext.Kind.valueOf(key.kind()),
                scope,
                new WrappedKey(key.wrappingKey(), key.wrapped()),
                key.publicKeyset());
    }
}
