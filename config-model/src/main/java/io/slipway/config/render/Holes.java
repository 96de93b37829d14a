package io.slipway.config.render;

import java.util.ArrayList;
import java.util.List;

import io.slipway.config.document.ConfigObject;
import io.slipway.config.document.ConfigTree;
import io.slipway.config.document.Fault;
import io.slipway.config.document.KeyPath;

/** Where a form of nothing but keys and values would lose an element of a list, and with it all that follow. */
final class Holes {
    private Holes() {}

    static List<Fault> in(ConfigObject config) {
        List<Fault> holes = new ArrayList<>();
        ConfigTree.leaves(config).forEach((key, node) -> {
            boolean inList = key.segments().stream().anyMatch(KeyPath.Index.class::isInstance);
            if (inList && node instanceof ConfigObject) {
                holes.add(Fault.at(node.position(), key.toString(), "an empty group in a list cannot be written here"));
            }
        });
        return holes;
    }
}
