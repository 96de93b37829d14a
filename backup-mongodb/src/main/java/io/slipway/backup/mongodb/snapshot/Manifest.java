package io.slipway.backup.mongodb.snapshot;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonAutoDetect;

import io.slipway.backup.mongodb.Namespace;
import io.slipway.backup.mongodb.NamespaceSelection;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What Slipway knows of a snapshot beside what mongodump would have written: enough to say before a restore that everything is
 * there, and after it that everything arrived.
 *
 * @param format {@link #FORMAT}; later ones may have more fields, which are ignored
 * @param serverVersion of the source
 * @param topology of the source, see {@code ServerInformation.Topology}
 * @param started when the first document was read, {@code finished} when the last was
 * @param selection what was to be dumped; null where nobody knows, as of an imported archive and of snapshots of earlier versions
 * @param remarks for people: what is not in the snapshot, or not as one might think
 */
public record Manifest(
        String format,
        String serverVersion,
        String toolVersion,
        String topology,
        Instant started,
        Instant finished,
        Consistency consistency,
        @Nullable NamespaceSelection selection,
        List<NamespaceContent> namespaces,
        List<String> remarks) {
    public static final String FORMAT = "slipway-mongodb/1";

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            // What follows from the rest is not kept.
            .changeDefaultVisibility(visible -> visible.withIsGetterVisibility(JsonAutoDetect.Visibility.NONE))
            .build();

    public Manifest {
        namespaces = List.copyOf(namespaces);
        remarks = List.copyOf(remarks);
    }

    /** @throws IllegalArgumentException if this is no manifest, or one of a format that is not known */
    public static Manifest parse(byte[] json) {
        try {
            Manifest manifest = JSON.readValue(json, Manifest.class);
            if (!FORMAT.equals(manifest.format)) {
                throw new IllegalArgumentException(
                        "format " + manifest.format + " is not known, only " + FORMAT + " is");
            }
            return manifest;
        } catch (JacksonException e) {
            throw new IllegalArgumentException("not what Slipway writes: " + e.getOriginalMessage(), e);
        }
    }

    public byte[] toJson() {
        return JSON.writeValueAsString(this).getBytes(StandardCharsets.UTF_8);
    }

    public Optional<NamespaceContent> find(Namespace namespace) {
        return namespaces.stream()
                .filter(content -> content.namespace().equals(namespace))
                .findFirst();
    }

    public long documents() {
        return namespaces.stream().mapToLong(NamespaceContent::documents).sum();
    }

    /** Of all documents in BSON. */
    public long bytes() {
        return namespaces.stream().mapToLong(NamespaceContent::bytes).sum();
    }
}
