package io.slipway.backup.storage.gcs;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

/**
 * An object as the server keeps it.
 *
 * @param policyUntil what the bucket's retention policy comes to for it
 * @param mode of its own retention: {@code Locked} or {@code Unlocked}
 */
record GcsObject(
        String name,
        byte[] bytes,
        long generation,
        Instant created,
        String storageClass,
        boolean temporaryHold,
        boolean eventBasedHold,
        @Nullable Instant policyUntil,
        @Nullable Instant until,
        @Nullable String mode) {

    static GcsObject of(
            JsonNode metadata, String name, byte[] bytes, long generation, Instant now, @Nullable Instant policyUntil)
            throws GcsRefusal {
        String expected = metadata.path("crc32c").asString("");
        if (!expected.isEmpty() && !expected.equals(crc32c(bytes))) {
            throw new GcsRefusal(400, "invalid");
        }
        if (metadata.has("retention")
                && Instant.parse(metadata.at("/retention/retainUntilTime").asString())
                        .isBefore(now)) {
            throw new GcsRefusal(400, "invalid", "The retention time must be in the future.");
        }
        GcsObject plain = new GcsObject(
                name,
                bytes,
                generation,
                now,
                metadata.path("storageClass").asString("STANDARD"),
                false,
                false,
                policyUntil,
                null,
                null);
        return plain.changed(metadata, now, false);
    }

    /**
     * With the holds and the retention that a request names.
     *
     * @param override whether it is meant that an unlocked retention becomes shorter
     */
    GcsObject changed(JsonNode request, Instant now, boolean override) throws GcsRefusal {
        @Nullable Instant newUntil = until;
        @Nullable String newMode = mode;
        if (request.has("retention")) {
            newUntil = Instant.parse(request.at("/retention/retainUntilTime").asString());
            newMode = request.at("/retention/mode").asString();
            boolean holds = until != null && now.isBefore(until);
            boolean less = holds && newUntil.isBefore(until) || "Locked".equals(mode) && !"Locked".equals(newMode);
            if (less && ("Locked".equals(mode) || !override)) {
                throw new GcsRefusal(403, "forbidden", "The retention of object '" + name + "' cannot be reduced.");
            }
        }
        return new GcsObject(
                name,
                bytes,
                generation,
                created,
                storageClass,
                request.path("temporaryHold").asBoolean(temporaryHold),
                request.path("eventBasedHold").asBoolean(eventBasedHold),
                policyUntil,
                newUntil,
                newMode);
    }

    /** In Google's words. */
    void checkRemovable(Instant now) throws GcsRefusal {
        if (temporaryHold || eventBasedHold) {
            throw new GcsRefusal(
                    403,
                    "objectUnderActiveHold",
                    "Object '" + name + "' is under active " + (temporaryHold ? "Temporary" : "Event-Based")
                            + " hold and cannot be deleted, overwritten or archived until the hold is removed.");
        }
        Optional<Instant> retained = Stream.of(Optional.ofNullable(policyUntil), Optional.ofNullable(until))
                .flatMap(Optional::stream)
                .filter(now::isBefore)
                .max(Instant::compareTo);
        if (retained.isPresent()) {
            throw new GcsRefusal(
                    403,
                    "retentionPolicyNotMet",
                    "Object '" + name + "' is subject to bucket's retention policy or object retention and cannot be"
                            + " deleted or overwritten until " + retained.get());
        }
    }

    String crc32c() {
        return crc32c(bytes);
    }

    private static String crc32c(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return Base64.getEncoder()
                .encodeToString(
                        ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
    }

    /** The resource of the JSON API. */
    Map<String, Object> resource(String bucket) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("kind", "storage#object");
        json.put("name", name);
        json.put("bucket", bucket);
        json.put("generation", Long.toString(generation));
        json.put("metageneration", "1");
        json.put("size", Integer.toString(bytes.length));
        json.put("crc32c", crc32c());
        json.put("storageClass", storageClass);
        json.put("timeCreated", created.toString());
        json.put("updated", created.toString());
        json.put("temporaryHold", temporaryHold);
        json.put("eventBasedHold", eventBasedHold);
        if (policyUntil != null) {
            json.put("retentionExpirationTime", policyUntil.toString());
        }
        if (until != null && mode != null) {
            json.put("retention", Map.of("mode", mode, "retainUntilTime", until.toString()));
        }
        return json;
    }
}
