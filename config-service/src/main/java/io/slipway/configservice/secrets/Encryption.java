package io.slipway.configservice.secrets;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.slipway.config.secret.Ciphertext;
import io.slipway.config.secret.DataKeyRing;
import io.slipway.config.secret.KeyWrapper;
import io.slipway.config.secret.Scope;
import io.slipway.config.secret.SealingKey;
import io.slipway.config.secret.SecretAddress;
import io.slipway.config.secret.SecretException;
import io.slipway.config.secret.SecretValue;
import io.slipway.configservice.keys.Keyring;
import io.slipway.configservice.keys.Rings;
import io.slipway.events.config.ConfigCommand.AddDataKeys;
import io.slipway.events.config.WrappedDataKey;
import io.slipway.events.config.view.ConfigKeysView;
import io.slipway.kit.http.ProblemCode;
import io.slipway.kit.http.ProblemException;
import io.slipway.kit.view.ViewStore;

/** Encrypts values, and makes the keys of an environment with its first one. */
public final class Encryption {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Keyring keyring;
    private final SecretKeys keys;
    private final ViewStore store;

    public Encryption(Keyring keyring, SecretKeys keys, ViewStore store) {
        this.keyring = keyring;
        this.keys = keys;
        this.store = store;
    }

    /** Has data keys kept: sends them and waits for the answer. */
    @FunctionalInterface
    public interface Keep {
        /** @throws ProblemException when they are refused; a conflict means that others were faster */
        void keep(AddDataKeys command) throws InterruptedException;
    }

    /** @throws ProblemException when there is no key to encrypt with */
    public Ciphertext encrypt(SecretAddress address, SecretValue value, Keep keep) throws InterruptedException {
        try {
            if (keys.of(address.scope()).isEmpty()) {
                make(address.scope(), keep);
            }
            return keys.box(address.scope()).encrypt(value, address);
        } catch (SecretException e) {
            throw new ProblemException(ProblemCode.UNAVAILABLE, e.getMessage());
        }
    }

    /** What values can be sealed with outside of the service; empty before the first was encrypted here. */
    public Optional<SealingKey> sealingKey(Scope scope) {
        List<WrappedDataKey> known = keys.of(scope);
        return known.isEmpty() ? Optional.empty() : Rings.of(scope, known).sealingKey();
    }

    private void make(Scope scope, Keep keep) throws InterruptedException {
        KeyWrapper wrapper = keyring.forNewKeys(keys.all().isEmpty());
        List<WrappedDataKey> made =
                Rings.wrapped(DataKeyRing.generate(scope, wrapper).keys());
        try {
            keep.keep(new AddDataKeys(scope.application(), scope.environment(), made));
        } catch (ProblemException refused) {
            // Somebody else encrypts a first value at the same time; those keys are the right ones.
            if (refused.problem().status() != ProblemCode.CONFLICT.status()) {
                throw refused;
            }
        }
        store.awaitRevision(ConfigKeysView.key(scope.application()), 1, PATIENCE);
        if (keys.of(scope).isEmpty()) {
            throw new ProblemException(
                    ProblemCode.UNAVAILABLE, "The keys of " + scope + " are not there yet; try again.");
        }
    }
}
