package io.slipway.config.check;

import java.util.Optional;

import io.slipway.config.document.ConfigNode;
import io.slipway.config.document.ConfigObject;
import io.slipway.config.document.ConfigTree;
import io.slipway.config.document.KeyPath;
import io.slipway.config.document.Position;
import io.slipway.config.layer.EffectiveConfig;

/** Where the keys of an effective configuration were written. */
record Places(EffectiveConfig config) {
    /** Of the value at a key; of what it would stand in, when there is none. */
    Position of(KeyPath key) {
        return config.explain(key)
                .map(value -> value.origin().at())
                .or(() -> ConfigTree.find(config.root(), key).map(ConfigNode::position))
                .filter(position -> !position.equals(Position.NONE) || key.isRoot())
                .orElseGet(() -> key.isRoot() ? Position.NONE : of(key.parent()));
    }

    /** Of the name rather than the value: a group begins at its name. */
    Position ofName(KeyPath key) {
        return key.segments().getLast() instanceof KeyPath.Name(String name)
                ? ConfigTree.find(config.root(), key.parent())
                        .filter(ConfigObject.class::isInstance)
                        .flatMap(node -> Optional.ofNullable(
                                ((ConfigObject) node).members().get(name)))
                        .map(ConfigObject.Member::at)
                        .orElseGet(() -> of(key))
                : of(key);
    }
}
