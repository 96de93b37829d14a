package io.slipway.config.resolve;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Predicate;

import io.slipway.config.document.ConfigScalar;
import io.slipway.config.document.Fault;
import io.slipway.config.document.KeyPath;
import io.slipway.config.resolve.ReferenceText.KeyReference;
import io.slipway.config.resolve.ReferenceText.Plain;
import io.slipway.config.resolve.ReferenceText.SecretReference;
import io.slipway.config.secret.Ciphertext;
import io.slipway.config.secret.SecretValue;

/** Resolves every key once, each after what it refers to. One use. */
final class Resolution {
    /** Values that refer to each other twice each double with every level. */
    private static final int LONGEST = 64 * 1024;

    private final Map<KeyPath, ConfigScalar> scalars;
    private final Predicate<String> secretExists;
    private final Map<KeyPath, String> opened;
    private final Map<KeyPath, Value> done = new HashMap<>();
    private final Set<KeyPath> underWay = new LinkedHashSet<>();
    private final List<Fault> faults = new ArrayList<>();

    private record Value(ConfigScalar scalar, boolean secret) {}

    /** @param opened encrypted values in the clear */
    Resolution(Map<KeyPath, ConfigScalar> scalars, Predicate<String> secretExists, Map<KeyPath, String> opened) {
        this.scalars = scalars;
        this.secretExists = secretExists;
        this.opened = opened;
    }

    ResolvedConfig run() {
        SequencedMap<KeyPath, ConfigScalar> values = new LinkedHashMap<>();
        Set<KeyPath> secrets = new LinkedHashSet<>();
        scalars.forEach((key, scalar) -> {
            Value value = resolve(key, scalar);
            values.put(key, value.scalar);
            if (value.secret) {
                secrets.add(key);
            }
        });
        return new ResolvedConfig(values, secrets, faults);
    }

    private Value resolve(KeyPath key, ConfigScalar scalar) {
        Value known = done.get(key);
        if (known != null) {
            return known;
        }
        underWay.add(key);
        Value value = compute(key, scalar);
        underWay.remove(key);
        done.put(key, value);
        return value;
    }

    private Value compute(KeyPath key, ConfigScalar scalar) {
        if (Ciphertext.claimed(scalar.text())) {
            String clear = opened.get(key);
            return clear == null
                    ? masked(scalar)
                    : new Value(new ConfigScalar(ConfigScalar.Type.UNTYPED, clear, scalar.position()), false);
        }
        if (scalar.type() != ConfigScalar.Type.STRING && scalar.type() != ConfigScalar.Type.UNTYPED) {
            return new Value(scalar, false);
        }
        ReferenceText text;
        try {
            text = ReferenceText.parse(scalar.text());
        } catch (IllegalArgumentException e) {
            fault(key, scalar, e.getMessage());
            return new Value(scalar, false);
        }
        return join(key, scalar, text);
    }

    private Value join(KeyPath key, ConfigScalar at, ReferenceText text) {
        List<ReferenceText.Part> parts = text.parts();
        if (parts.size() == 1 && !(parts.getFirst() instanceof Plain)) {
            return part(key, at, parts.getFirst());
        }
        StringBuilder joined = new StringBuilder();
        boolean secret = false;
        boolean plain = true;
        for (ReferenceText.Part part : parts) {
            Value value = part(key, at, part);
            joined.append(value.scalar.text());
            secret |= value.secret;
            plain &= part instanceof Plain;
            if (joined.length() > LONGEST) {
                fault(key, at, "has more than " + LONGEST + " characters once its references are put in");
                return new Value(at, secret);
            }
        }
        ConfigScalar.Type type = plain ? at.type() : ConfigScalar.Type.UNTYPED;
        return secret ? masked(at) : new Value(new ConfigScalar(type, joined.toString(), at.position()), false);
    }

    private Value part(KeyPath key, ConfigScalar at, ReferenceText.Part part) {
        return switch (part) {
            case Plain(String text) -> new Value(new ConfigScalar(at.type(), text, at.position()), false);
            case SecretReference(String name) -> {
                if (!secretExists.test(name)) {
                    fault(key, at, "there is no secret " + name + " in this environment");
                }
                yield masked(at);
            }
            case KeyReference reference -> other(key, at, reference);
        };
    }

    private Value other(KeyPath key, ConfigScalar at, KeyReference reference) {
        KeyPath wanted;
        try {
            wanted = KeyPath.parse(reference.key());
        } catch (IllegalArgumentException e) {
            fault(key, at, "refers to something that is no key: " + e.getMessage());
            return new Value(at, false);
        }
        ConfigScalar target = scalars.get(wanted);
        if (target == null && reference.fallback() != null) {
            return join(key, new ConfigScalar(ConfigScalar.Type.UNTYPED, "", at.position()), reference.fallback());
        }
        if (target == null) {
            fault(
                    key,
                    at,
                    "refers to " + wanted + ", which has no value here; give a default as in ${" + wanted
                            + ":...}, or write \\${" + wanted + "} when the application resolves it itself");
            return new Value(at, false);
        }
        if (underWay.contains(wanted)) {
            fault(key, at, "refers to itself: " + circle(wanted));
            return new Value(at, false);
        }
        Value value = resolve(wanted, target);
        return new Value(new ConfigScalar(value.scalar.type(), value.scalar.text(), at.position()), value.secret);
    }

    private String circle(KeyPath wanted) {
        List<String> names = new ArrayList<>();
        boolean inside = false;
        for (KeyPath key : underWay) {
            inside |= key.equals(wanted);
            if (inside) {
                names.add(key.toString());
            }
        }
        names.add(wanted.toString());
        return String.join(" -> ", names);
    }

    private static Value masked(ConfigScalar at) {
        return new Value(new ConfigScalar(ConfigScalar.Type.STRING, SecretValue.MASK, at.position()), true);
    }

    private void fault(KeyPath key, ConfigScalar at, String message) {
        faults.add(Fault.at(at.position(), key.toString(), message));
    }
}
