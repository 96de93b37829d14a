package io.slipway.config.flag;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import io.slipway.config.document.ConfigNode;
import io.slipway.config.document.ConfigObject;
import io.slipway.config.document.ConfigTree;
import io.slipway.config.document.Fault;
import io.slipway.config.document.KeyPath;
import io.slipway.config.document.Parsed;
import io.slipway.config.layer.EffectiveConfig;
import io.slipway.config.resolve.ResolvedConfig;

/** All flags of a target, by name. */
public record FlagSet(SortedMap<String, Flag> flags) {
    public static final FlagSet EMPTY = new FlagSet(new TreeMap<>());

    public FlagSet {
        flags = Collections.unmodifiableSortedMap(new TreeMap<>(flags));
    }

    /**
     * Reads the flags of an effective configuration; all that is wrong with them comes together, each at its place.
     *
     * @param key under which they stand; nothing there means that there are none
     * @param resolved the same configuration with its references put in
     */
    public static Parsed<FlagSet> read(EffectiveConfig config, ResolvedConfig resolved, KeyPath key) {
        Optional<ConfigNode> section = ConfigTree.find(config.root(), key);
        if (section.isEmpty()) {
            return Parsed.valid(EMPTY);
        }
        if (!(section.get() instanceof ConfigObject object)) {
            return Parsed.refused(
                    Fault.at(section.get().position(), key.toString(), "feature flags by their names are expected"));
        }
        SortedMap<String, Flag> flags = new TreeMap<>();
        List<Fault> faults = new ArrayList<>();
        object.members()
                .forEach((name, member) -> new FlagReader(name, key.name(name), resolved, faults)
                        .read(member)
                        .ifPresent(flag -> flags.put(name, flag)));
        return faults.isEmpty() ? Parsed.valid(new FlagSet(flags)) : Parsed.refused(faults);
    }
}
