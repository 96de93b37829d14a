package io.slipway.config.check;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.stream.Collectors;

import io.slipway.config.document.ConfigNode;
import io.slipway.config.document.ConfigScalar;
import io.slipway.config.document.Fault;
import io.slipway.config.document.Position;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Finds credentials that are known by their looks in what a text has beside its values: in comments and names. */
public final class SecretText {
    private SecretText() {}

    /**
     * What is there in the clear.
     *
     * @param values that are looked at by themselves, and are no fault here
     */
    public static List<Fault> beside(String path, byte[] bytes, Collection<ConfigNode> values) {
        String known = values.stream()
                .filter(ConfigScalar.class::isInstance)
                .map(node -> ((ConfigScalar) node).text())
                .collect(Collectors.joining("\n"));
        List<Fault> faults = new ArrayList<>();
        List<String> lines = new String(bytes, UTF_8).lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            for (TokenFormat format : TokenFormat.values()) {
                Matcher matcher = format.matcher(lines.get(i));
                while (matcher.find()) {
                    if (!known.contains(matcher.group())) {
                        Position at = new Position(path, i + 1, matcher.start() + 1);
                        faults.add(Fault.at(at, "", "there is " + format.words() + " in the clear here; remove it"));
                    }
                }
            }
        }
        return faults;
    }
}
