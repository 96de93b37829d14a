package io.slipway.configservice.serve;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.SequencedMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import io.slipway.config.document.ConfigScalar;
import io.slipway.config.document.KeyPath;
import io.slipway.config.layer.EffectiveConfig;
import io.slipway.config.resolve.NamedSecrets;
import io.slipway.config.resolve.ResolvedConfig;
import io.slipway.config.secret.Ciphertext;
import io.slipway.events.json.Json;

import tools.jackson.databind.JsonNode;

/** What a target gets of a revision; made once and kept, so that an answer is bytes that are there already. Immutable. */
public final class Served {
    private final String revision;
    private final EffectiveConfig config;
    private final SequencedMap<String, JsonNode> values;
    private final byte[] json;
    private final String hash;
    private final boolean encrypted;
    private final boolean flat;

    private Served(String revision, EffectiveConfig config, SequencedMap<String, JsonNode> values) {
        this.revision = revision;
        this.config = config;
        this.values = values;
        this.json = Json.write(values);
        this.hash = sha256(json);
        this.flat = values.values().stream().noneMatch(JsonNode::isContainer);
        this.encrypted = config.values().values().stream()
                .anyMatch(value -> value.value() instanceof ConfigScalar scalar && Ciphertext.claimed(scalar.text()));
    }

    static Served of(String revision, @Nullable String environment, EffectiveConfig config) {
        ResolvedConfig resolved = ResolvedConfig.of(config, environment, NamedSecrets.unchecked());
        TreeMap<String, JsonNode> values = new TreeMap<>();
        config.values()
                .forEach((key, value) -> values.put(
                        key.toString(),
                        resolved.secrets().contains(key)
                                ? value.value().json()
                                : shown(resolved, key, value.value().json())));
        return new Served(revision, config, Collections.unmodifiableSequencedMap(values));
    }

    /** The whole id of the revision it is of. */
    public String revision() {
        return revision;
    }

    /** With the origin of each value. */
    public EffectiveConfig config() {
        return config;
    }

    /**
     * By key as Spring writes it, sorted, with references to other keys put in. What is secret, or has a secret in it, stands
     * there as it was written: encrypted, or as a reference.
     */
    public SequencedMap<String, JsonNode> values() {
        return values;
    }

    /** The values as a JSON object, in UTF-8 and without white space. Not to be changed. */
    public byte[] json() {
        return json;
    }

    /** SHA-256 of {@link #json()}, 64 hexadecimal digits: two targets with the same values have the same. */
    public String hash() {
        return hash;
    }

    /** Whether there are encrypted values among them. */
    public boolean encrypted() {
        return encrypted;
    }

    /** Whether each value is a single one: none is an empty map or list. */
    public boolean flat() {
        return flat;
    }

    private static JsonNode shown(ResolvedConfig resolved, KeyPath key, JsonNode written) {
        @Nullable ConfigScalar scalar = resolved.values().get(key);
        return scalar == null ? written : scalar.json();
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
