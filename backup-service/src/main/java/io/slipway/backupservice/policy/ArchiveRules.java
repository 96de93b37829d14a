package io.slipway.backupservice.policy;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BiConsumer;

import io.slipway.backup.storage.location.LocationException;
import io.slipway.backup.storage.location.StorageClasses;
import io.slipway.backup.storage.location.StorageLocation;
import io.slipway.kit.yaml.Durations;

import tools.jackson.databind.JsonNode;

import static io.slipway.kit.yaml.YamlDocument.child;

/** Whether data can go where a policy wants it, and when. */
final class ArchiveRules {
    private final JsonNode policy;
    private final String parent;
    private final String path;

    ArchiveRules(JsonNode policy, String path) {
        this.policy = policy;
        this.parent = path;
        this.path = child(path, "archive");
    }

    /** @param fault takes the path of a field and what is wrong with it */
    void check(BiConsumer<String, String> fault) {
        JsonNode archive = policy.path("archive");
        String tier = archive.path("tier").asString("");
        if (!archive.isObject() || tier.isEmpty()) {
            return;
        }
        boolean later = isLater(archive);
        Optional<StorageLocation> location = location(fault);
        location.flatMap(place -> StorageClasses.fault(place, tier, later))
                .ifPresent(why -> fault.accept(child(path, "tier"), why));
        if (!later) {
            return;
        }
        if (!policy.has("prune")) {
            fault.accept(
                    child(path, "after"), "needs a schedule of prune, because what is old is moved after each prune");
        }
        if (location.filter(StorageLocation.Gcs.class::isInstance).isPresent()
                && policy.path("repository").has("retentionLock")) {
            fault.accept(
                    child(path, "after"),
                    "goes with no retentionLock here: Google Cloud Storage moves nothing that is retained");
        }
    }

    private static boolean isLater(JsonNode archive) {
        return archive.path("after").isString()
                && Durations.parse(archive.path("after").asString())
                        .filter(Duration::isPositive)
                        .isPresent();
    }

    /** Empty where the policy names none, or none that can be read: nobody knows then which classes there are. */
    private Optional<StorageLocation> location(BiConsumer<String, String> fault) {
        try {
            String text = policy.path("repository").path("location").asString("");
            return text.isEmpty() ? Optional.empty() : Optional.of(StorageLocation.parse(text));
        } catch (LocationException e) {
            fault.accept(child(child(parent, "repository"), "location"), String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }
}
