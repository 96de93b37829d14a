package io.slipway.config.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import io.slipway.config.document.ConfigScalar;
import io.slipway.config.document.KeyPath;
import io.slipway.config.layer.EffectiveConfig;

/** Finds what turns debugging on: a switch of that name, or a log level of debug or below. */
final class DebugSettings {
    private static final Set<String> ON = Set.of("true", "1", "yes", "on");
    private static final Set<String> LEVELS = Set.of("debug", "trace", "all");

    private DebugSettings() {}

    /** A sentence for each, with its place. */
    static List<String> in(EffectiveConfig config) {
        List<String> found = new ArrayList<>();
        config.values().forEach((key, value) -> {
            if (value.value() instanceof ConfigScalar scalar && isDebug(key, scalar.text())) {
                found.add(key + " turns debugging on at " + value.origin().at());
            }
        });
        return found;
    }

    private static boolean isDebug(KeyPath key, String text) {
        String path = key.toString().toLowerCase(Locale.ROOT).replaceAll("[-_]", "");
        String value = text.strip().toLowerCase(Locale.ROOT);
        return endsWithWord(path, "debug") && ON.contains(value)
                || (path.endsWith("level") || path.startsWith("logging.level.") || path.startsWith("logging.level["))
                        && LEVELS.contains(value);
    }

    private static boolean endsWithWord(String path, String word) {
        return path.equals(word)
                || path.endsWith("." + word)
                || path.endsWith("enable" + word)
                || path.endsWith(word + ".enabled");
    }
}
