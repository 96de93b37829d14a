package io.slipway.backup.retention;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.slipway.backup.repository.Snapshot;
import io.slipway.backup.repository.StoredSnapshot;
import io.slipway.backup.repository.Upload;
import io.slipway.backup.restic.Restic;
import io.slipway.backup.restic.ResticRepository;
import io.slipway.backup.restic.TestBackups;
import io.slipway.backup.storage.LocalStorage;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** The real restic's forget decides as ours does. */
class ForgetResticIT {
    private static final int POLICIES = 8;

    @TempDir
    private Path folder;

    @Test
    void keepsWhatResticKeeps() throws IOException {
        Restic.require();
        Restic restic = new Restic(folder, new String(TestBackups.PASSPHRASE));
        // Before 0.16 it does not keep the oldest snapshot while a count lasts.
        boolean keepsOldest = !restic.run("version").text().matches("(?s)restic 0\\.1[0-5]\\..*");
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        List<StoredSnapshot> snapshots = new ArrayList<>();
        try (ResticRepository repository =
                        ResticRepository.create(new LocalStorage(folder), TestBackups.PASSPHRASE, TestBackups.OPTIONS);
                Upload upload = repository.upload()) {
            for (Snapshot snapshot : RandomSnapshots.snapshots(random, 50)) {
                snapshots.add(upload.finish(snapshot));
            }
        }

        for (int i = 0; i < POLICIES; i++) {
            RetentionPolicy policy = RandomSnapshots.policy(random).keepLast(1 + random.nextInt(3));
            Set<String> ours = new TreeSet<>();
            for (Decision decision : Retention.decide(
                    snapshots,
                    policy,
                    Grouping.RESTIC,
                    RandomSnapshots.NEWEST.plusHours(1).toInstant())) {
                if (decision.reasons().stream().anyMatch(reason -> keepsOldest || !reason.startsWith("oldest"))) {
                    ours.add(decision.snapshot().id().toString());
                }
            }
            assertThat(ours).as("seed %d, policy %s", seed, policy).isEqualTo(resticKeeps(restic, policy));
        }
    }

    private static Set<String> resticKeeps(Restic restic, RetentionPolicy policy) {
        List<String> arguments = new ArrayList<>(List.of("forget", "--dry-run", "--json", "--no-lock"));
        arguments.addAll(List.of("--keep-last", String.valueOf(policy.last())));
        policy.newest()
                .forEach((period, count) ->
                        arguments.addAll(List.of("--keep-" + period.adverb(), String.valueOf(count))));
        policy.newestWithin()
                .forEach((period, span) ->
                        arguments.addAll(List.of("--keep-within-" + period.adverb(), span.toString())));
        if (policy.within() != null) {
            arguments.addAll(List.of("--keep-within", policy.within().toString()));
        }
        policy.tags().forEach(tags -> arguments.addAll(List.of("--keep-tag", String.join(",", tags))));
        JsonNode groups = new JsonMapper()
                .readTree(restic.run(arguments.toArray(String[]::new)).output());
        Set<String> kept = new TreeSet<>();
        for (JsonNode group : groups) {
            for (JsonNode snapshot : group.path("keep")) {
                kept.add(snapshot.path("id").asString());
            }
        }
        return kept;
    }
}
