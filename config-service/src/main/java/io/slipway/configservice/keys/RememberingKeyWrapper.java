package io.slipway.configservice.keys;

import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Set;

import io.slipway.config.secret.KeyWrapper;
import io.slipway.config.secret.WrappedKey;

/**
 * Remembers the data keys that a key management service has unwrapped, in the memory of this process alone and not more than so
 * many: no read waits for the service twice, and what was opened once opens while the service is away.
 */
public final class RememberingKeyWrapper implements KeyWrapper {
    private final KeyWrapper service;
    private final int most;
    private final LinkedHashMap<Asked, byte[]> known = new LinkedHashMap<>(16, 0.75f, true);

    private record Asked(WrappedKey wrapped, String associatedData) {}

    /**
     * @param service is asked for what is not remembered
     * @param most how many data keys are remembered; the one that was longest not asked for is wiped first
     */
    public RememberingKeyWrapper(KeyWrapper service, int most) {
        this.service = service;
        this.most = most;
    }

    /** The same keys with nothing remembered: for a proof, which is about what the service can do now. */
    RememberingKeyWrapper afresh() {
        return new RememberingKeyWrapper(service, most);
    }

    @Override
    public String primaryKeyId() {
        return service.primaryKeyId();
    }

    @Override
    public Set<String> keyIds() {
        return service.keyIds();
    }

    @Override
    public WrappedKey wrap(byte[] key, byte[] associatedData) {
        WrappedKey wrapped = service.wrap(key, associatedData);
        remember(asked(wrapped, associatedData), key);
        return wrapped;
    }

    @Override
    public byte[] unwrap(WrappedKey wrapped, byte[] associatedData) {
        Asked asked = asked(wrapped, associatedData);
        synchronized (known) {
            byte[] key = known.get(asked);
            if (key != null) {
                return key.clone();
            }
        }
        byte[] key = service.unwrap(wrapped, associatedData);
        remember(asked, key);
        return key;
    }

    /** A copy, because the caller wipes its own. */
    private void remember(Asked asked, byte[] key) {
        synchronized (known) {
            known.put(asked, key.clone());
            if (known.size() > most) {
                var eldest = known.pollFirstEntry();
                Arrays.fill(eldest.getValue(), (byte) 0);
            }
        }
    }

    private static Asked asked(WrappedKey wrapped, byte[] associatedData) {
        return new Asked(wrapped, Base64.getEncoder().encodeToString(associatedData));
    }
}
