package io.slipway.config.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

import io.slipway.config.document.Fault;
import io.slipway.config.document.KeyPath;
import io.slipway.config.document.Position;
import io.slipway.config.layer.ConfigSource;
import io.slipway.config.layer.EffectiveConfig;
import io.slipway.config.layer.EffectiveValue;
import io.slipway.config.layer.Layer;
import io.slipway.config.layer.Target;

/** Compares what every service would get from Spring with what it gets from the layers. */
final class SpringOrder {
    private static final int MOST_FAULTS = 50;

    private SpringOrder() {}

    static List<Fault> check(List<SpringPart> parts, ConfigSource source) {
        List<SpringPart> sorted = parts.stream().sorted().toList();
        List<Fault> faults = new ArrayList<>(ambiguous(sorted));
        targets(source).forEach((name, target) -> {
            List<Layer> layers = sorted.stream()
                    .filter(part -> part.appliesTo(target))
                    .map(part -> new Layer(part.layer(), part.tree()))
                    .toList();
            compare(name, EffectiveConfig.of(layers), source.effective(target), faults);
        });
        return faults.stream().distinct().limit(MOST_FAULTS).toList();
    }

    private static SortedMap<String, Target> targets(ConfigSource source) {
        SortedMap<String, Target> targets = new TreeMap<>(source.targets());
        targets.put("", new Target(null, null, null));
        source.services().forEach(service -> targets.put("/" + service, new Target(null, service, null)));
        return targets;
    }

    private static void compare(String target, EffectiveConfig spring, EffectiveConfig layers, List<Fault> faults) {
        spring.values().forEach((key, value) -> {
            EffectiveValue here = layers.values().get(key);
            if (here == null || !here.value().sameAs(value.value())) {
                faults.add(Fault.at(
                        value.origin().at(),
                        key.toString(),
                        "is in force for '" + target + "' in Spring, but not here"
                                + (here == null
                                        ? ""
                                        : ", where " + here.origin().at() + " overrides it")
                                + "; set it in one place"));
            }
        });
        layers.values().forEach((key, value) -> {
            if (!spring.values().containsKey(key)) {
                faults.add(Fault.at(
                        value.origin().at(),
                        key.toString(),
                        "is in force for '" + target + "' here, but not in Spring; set it in one place"));
            }
        });
    }

    /** Two files for the same layer: which one wins depends on the server's settings. */
    private static List<Fault> ambiguous(List<SpringPart> parts) {
        Map<String, SpringPart> first = new TreeMap<>();
        Map<String, Position> positions = new TreeMap<>();
        List<Fault> faults = new ArrayList<>();
        for (SpringPart part : parts) {
            part.tree().leaves().forEach((key, value) -> {
                String slot = part.file() + "|" + part.layer() + "|" + key;
                SpringPart other = first.putIfAbsent(slot, part);
                positions.putIfAbsent(slot, value.position());
                if (other != null && !other.path().equals(part.path()) && differs(other, key, part)) {
                    faults.add(Fault.at(
                            value.position(),
                            key.toString(),
                            "is also set at " + positions.get(slot)
                                    + ", in another file for the same layer; set it once"));
                }
            });
        }
        return faults;
    }

    private static boolean differs(SpringPart one, KeyPath key, SpringPart other) {
        return !Objects.equals(
                one.tree().find(key).map(node -> node.json().toString()),
                other.tree().find(key).map(node -> node.json().toString()));
    }
}
