package io.slipway.configservice.keys;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import io.slipway.config.secret.DataKeyRing;
import io.slipway.config.secret.KeyInventory;
import io.slipway.config.secret.KeyRef;
import io.slipway.config.secret.KeyWrapper;
import io.slipway.config.secret.RotationReport;
import io.slipway.config.secret.Scope;
import io.slipway.config.secret.SecretBox;
import io.slipway.config.secret.SecretException;
import io.slipway.configservice.domain.decide.KeyCheck;
import io.slipway.events.config.WrappedDataKey;

/** A box for each application and environment; it is kept as long as its keys stay the same. */
public final class SecretBoxes implements KeyCheck {
    /** Opening everything is what a proof does; the key that it leaves out is one that cannot be. */
    private static final KeyRef NONE = new KeyRef.WrappingKey("");

    private final Keyring keyring;
    private final Map<Scope, Kept> boxes = new ConcurrentHashMap<>();

    private record Kept(List<WrappedDataKey> keys, KeyWrapper wrapper, SecretBox box) {}

    public SecretBoxes(Keyring keyring) {
        this.keyring = keyring;
    }

    /** @param keys of this scope; none is a box that opens nothing and says so */
    public SecretBox box(Scope scope, List<WrappedDataKey> keys) {
        KeyWrapper wrapper = keyring.wrapper(wrapping(keys));
        return boxes.compute(
                        scope,
                        (_, kept) -> kept != null
                                        && kept.wrapper() == wrapper
                                        && kept.keys().equals(keys)
                                ? kept
                                : new Kept(keys, wrapper, new SecretBox(Rings.of(scope, keys), wrapper)))
                .box();
    }

    @Override
    public Optional<String> problem(String application, String environment, List<WrappedDataKey> keys) {
        DataKeyRing ring;
        try {
            ring = Rings.of(new Scope(application, environment), keys);
        } catch (IllegalArgumentException e) {
            return Optional.of("these are no data keys");
        }
        KeyWrapper wrapper = keyring.wrapper(wrapping(keys));
        try {
            if (!wrapper.keyIds().isEmpty() && !wrapping(keys).equals(List.of(wrapper.primaryKeyId()))) {
                return Optional.of("these keys are wrapped under one that is not the newest; try again");
            }
        } catch (SecretException e) {
            return Optional.of(e.getMessage());
        }
        return RotationReport.prove(NONE, new KeyInventory(List.of(ring), List.of()), wrapper).left().stream()
                .findFirst();
    }

    private static List<String> wrapping(List<WrappedDataKey> keys) {
        return keys.stream().map(WrappedDataKey::wrappingKey).distinct().toList();
    }
}
