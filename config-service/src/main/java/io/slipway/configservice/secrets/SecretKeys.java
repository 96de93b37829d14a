package io.slipway.configservice.secrets;

import java.util.List;

import io.slipway.config.secret.Scope;
import io.slipway.config.secret.SecretBox;
import io.slipway.configservice.keys.SecretBoxes;
import io.slipway.events.config.WrappedDataKey;
import io.slipway.events.config.view.ConfigKeysView;
import io.slipway.kit.view.ViewStore;

/** The data keys that there are. */
public final class SecretKeys {
    private final ViewStore store;
    private final SecretBoxes boxes;

    public SecretKeys(ViewStore store, SecretBoxes boxes) {
        this.store = store;
        this.boxes = boxes;
    }

    /** Opens and encrypts the values of an application in an environment. */
    public SecretBox box(Scope scope) {
        return boxes.box(scope, of(scope));
    }

    /** None when nothing was ever encrypted there. */
    public List<WrappedDataKey> of(Scope scope) {
        return store.find(ConfigKeysView.key(scope.application()), ConfigKeysView.class).stream()
                .flatMap(view -> view.environments().stream())
                .filter(keys -> keys.environment().equals(scope.environment()))
                .findFirst()
                .map(ConfigKeysView.EnvironmentKeys::keys)
                .orElse(List.of());
    }

    /** Those of all applications. */
    public List<ConfigKeysView> all() {
        return store.all(ConfigKeysView.class);
    }
}
