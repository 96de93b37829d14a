package io.slipway.configservice.secrets;

import java.util.List;
import java.util.stream.Stream;

import io.slipway.config.application.ConfigApplication;
import io.slipway.config.document.Parsed;
import io.slipway.config.secret.HeldSecret;
import io.slipway.config.secret.KeyInventory;
import io.slipway.config.secret.Scope;
import io.slipway.config.secret.SecretException;
import io.slipway.configservice.keys.Rings;
import io.slipway.configservice.source.HeldCiphertexts;
import io.slipway.configservice.source.RevisionReader;
import io.slipway.events.config.view.ConfigRevisionView;
import io.slipway.kit.view.ViewStore;

/** Everything that keys are needed for: all data keys, and the values of all revisions that are kept. */
final class Inventory {
    private final ViewStore store;
    private final SecretKeys keys;

    Inventory(ViewStore store, SecretKeys keys) {
        this.store = store;
        this.keys = keys;
    }

    /** Without the values that open with no key at all: no key can be kept for their sake. */
    KeyInventory take() {
        return new KeyInventory(
                keys.all().stream()
                        .flatMap(view -> view.environments().stream()
                                .map(environment -> Rings.of(
                                        new Scope(view.application(), environment.environment()), environment.keys())))
                        .toList(),
                store.all(ConfigRevisionView.class).stream()
                        .flatMap(Inventory::secrets)
                        .filter(this::opens)
                        .toList());
    }

    private static Stream<HeldSecret> secrets(ConfigRevisionView revision) {
        return switch (RevisionReader.readStored(revision.documents())) {
            case Parsed.Valid<ConfigApplication.Stored>(ConfigApplication.Stored stored) -> {
                List<HeldSecret> held = HeldCiphertexts.of(revision.application(), stored.application());
                yield held.stream();
            }
            case Parsed.Refused<ConfigApplication.Stored> _ -> Stream.of();
        };
    }

    private boolean opens(HeldSecret held) {
        try {
            keys.box(held.address().scope())
                    .decrypt(held.ciphertext(), held.address())
                    .close();
            return true;
        } catch (SecretException e) {
            return false;
        }
    }
}
