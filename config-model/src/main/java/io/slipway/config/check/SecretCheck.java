package io.slipway.config.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.stream.Collectors;

import io.slipway.config.document.ConfigNode;
import io.slipway.config.document.ConfigScalar;
import io.slipway.config.document.ConfigTree;
import io.slipway.config.document.Fault;
import io.slipway.config.document.KeyPath;
import io.slipway.config.document.Position;
import io.slipway.config.layer.ConfigDocument;
import io.slipway.config.secret.Ciphertext;
import io.slipway.config.secret.SecretAddress;
import io.slipway.config.secret.SecretException;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Looks for secrets in the clear and for ciphertexts that cannot work, in one document as it stands: a secret is in the
 * history for ever even where a higher layer overrides it, or where it is only a comment.
 */
final class SecretCheck {
    private final SecretLooks looks;
    private final CheckContext context;

    SecretCheck(SecretLooks looks, CheckContext context) {
        this.looks = looks;
        this.context = context;
    }

    List<Fault> check(ConfigDocument document, ConfigTree tree) {
        List<Fault> faults = new ArrayList<>();
        SequencedMap<KeyPath, ConfigNode> leaves = tree.leaves();
        leaves.forEach((key, node) -> {
            if (node instanceof ConfigScalar scalar) {
                value(document, key, scalar).ifPresent(message -> faults.add(at(scalar, key, message)));
            }
        });
        faults.addAll(besideValues(document, leaves));
        return faults;
    }

    private Optional<String> value(ConfigDocument document, KeyPath key, ConfigScalar scalar) {
        return Ciphertext.claimed(scalar.text()) ? ciphertext(document, key, scalar.text()) : looks.why(key, scalar);
    }

    private Optional<String> ciphertext(ConfigDocument document, KeyPath key, String text) {
        String environment = document.layer().environment();
        if (environment == null) {
            return Optional.of("an encrypted value opens in one environment only; put it below environments/<name>/");
        }
        try {
            return context.probe()
                    .problem(
                            Ciphertext.parse(text),
                            new SecretAddress(context.application(), environment, key.toString()));
        } catch (SecretException e) {
            return Optional.of(e.getMessage());
        }
    }

    /** Comments and names: whatever the text has that is in no value. */
    private static List<Fault> besideValues(ConfigDocument document, SequencedMap<KeyPath, ConfigNode> leaves) {
        String values = leaves.values().stream()
                .filter(ConfigScalar.class::isInstance)
                .map(node -> ((ConfigScalar) node).text())
                .collect(Collectors.joining("\n"));
        List<Fault> faults = new ArrayList<>();
        List<String> lines = new String(document.bytes(), UTF_8).lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            for (TokenFormat format : TokenFormat.values()) {
                Matcher matcher = format.matcher(lines.get(i));
                while (matcher.find()) {
                    if (!values.contains(matcher.group())) {
                        Position at = new Position(document.path(), i + 1, matcher.start() + 1);
                        faults.add(Fault.at(at, "", "there is " + format.words() + " in the clear here; remove it"));
                    }
                }
            }
        }
        return faults;
    }

    private static Fault at(ConfigScalar scalar, KeyPath key, String message) {
        return Fault.at(scalar.position(), key.toString(), message);
    }
}
