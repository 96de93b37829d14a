package io.slipway.configservice.secrets;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.slipway.config.secret.DataKey;
import io.slipway.config.secret.DataKeyRing;
import io.slipway.config.secret.KeyInventory;
import io.slipway.config.secret.KeyRef;
import io.slipway.config.secret.KeyWrapper;
import io.slipway.config.secret.Rotation;
import io.slipway.config.secret.RotationReport;
import io.slipway.config.secret.Scope;
import io.slipway.config.secret.SecretException;
import io.slipway.configservice.keys.Keyring;
import io.slipway.configservice.keys.Rings;
import io.slipway.events.config.ConfigCommand.RewrapDataKeys;
import io.slipway.kit.http.ProblemCode;
import io.slipway.kit.http.ProblemException;
import io.slipway.kit.view.ViewStore;

/**
 * Replaces the key-encryption keys while everything goes on: a new primary key, each data key wrapped under it by a command of its
 * own, a proof that nothing needs the old keys, and only then their end. What ended halfway goes on when it is asked for again.
 */
public final class KeyRotation {
    private static final Logger LOG = LoggerFactory.getLogger(KeyRotation.class);

    private final Keyring keyring;
    private final SecretKeys keys;
    private final Inventory inventory;
    private final AtomicBoolean running = new AtomicBoolean();
    private volatile RotationStatus status = RotationStatus.none();

    public KeyRotation(Keyring keyring, SecretKeys keys, ViewStore store) {
        this.keyring = keyring;
        this.keys = keys;
        this.inventory = new Inventory(store, keys);
    }

    /** Has data keys kept that were wrapped anew: sends them and waits until they are seen. */
    @FunctionalInterface
    public interface Keep {
        /** @throws ProblemException when they are refused, or nobody answers */
        void keep(RewrapDataKeys command) throws InterruptedException;
    }

    public RotationStatus status() {
        return status;
    }

    /**
     * Begins, and goes on in the background.
     *
     * @throws ProblemException when one is on its way, or there is no keyset
     */
    public RotationStatus start(Keep keep) {
        if (!running.compareAndSet(false, true)) {
            throw new ProblemException(ProblemCode.CONFLICT, "A rotation is on its way already.");
        }
        try {
            Set<String> retired = keyring.retire();
            List<Step> steps = steps(retired);
            status = RotationStatus.running(
                    retired, steps.stream().mapToInt(step -> step.keys().size()).sum());
            Thread.ofVirtual().name("config-key-rotation").start(() -> run(retired, steps, keep));
            return status;
        } catch (SecretException e) {
            running.set(false);
            throw new ProblemException(ProblemCode.UNAVAILABLE, e.getMessage());
        } catch (RuntimeException e) {
            running.set(false);
            throw e;
        }
    }

    private void run(Set<String> retired, List<Step> steps, Keep keep) {
        try {
            KeyWrapper wrapper = keyring.wrapper();
            for (Step step : steps) {
                keep.keep(step.rewrap(wrapper));
                status = status.rewrapped(step.keys().size());
            }
            prove(retired);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            status = status.failed("interrupted");
        } catch (RuntimeException e) {
            LOG.warn("The rotation of key-encryption keys ended early; ask again to go on", e);
            status = status.failed(String.valueOf(e.getMessage()));
        } finally {
            running.set(false);
        }
    }

    private void prove(Set<String> retired) {
        KeyInventory all = inventory.take();
        KeyWrapper wrapper = keyring.forProof();
        List<RotationReport> reports = retired.stream()
                .map(id -> RotationReport.prove(new KeyRef.WrappingKey(id), all, wrapper))
                .toList();
        keyring.destroy(reports.stream().filter(RotationReport::complete).toList());
        status = status.proved(
                reports.stream().mapToInt(RotationReport::checked).max().orElse(0),
                reports.stream()
                        .flatMap(report -> report.left().stream())
                        .distinct()
                        .toList());
    }

    /** Data keys of an environment under one old key. */
    private record Step(Scope scope, String old, List<DataKey> keys) {
        /** In the background, because a key management service may be asked for each. */
        RewrapDataKeys rewrap(KeyWrapper wrapper) {
            Rotation rotation = new Rotation(new KeyRef.WrappingKey(old), wrapper);
            return new RewrapDataKeys(
                    scope.application(),
                    scope.environment(),
                    old,
                    Rings.wrapped(keys.stream().map(rotation::rewrap).toList()));
        }
    }

    /** One for each environment and old key. */
    private List<Step> steps(Set<String> retired) {
        List<Step> steps = new ArrayList<>();
        keys.all()
                .forEach(view -> view.environments().forEach(environment -> {
                    Scope scope = new Scope(view.application(), environment.environment());
                    DataKeyRing ring = Rings.of(scope, environment.keys());
                    for (String old : retired) {
                        List<DataKey> waiting = ring.keys().stream()
                                .filter(key -> key.wrapped().keyId().equals(old))
                                .toList();
                        if (!waiting.isEmpty()) {
                            steps.add(new Step(scope, old, waiting));
                        }
                    }
                }));
        return steps;
    }
}
