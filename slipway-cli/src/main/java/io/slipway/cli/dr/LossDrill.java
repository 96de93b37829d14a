package io.slipway.cli.dr;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.slipway.backup.repository.StoredSnapshot;
import io.slipway.backup.repository.WorkListener;
import io.slipway.backup.repository.check.CheckReport;
import io.slipway.backup.repository.check.DataToRead;
import io.slipway.backup.repository.check.Finding;
import io.slipway.backup.restic.ResticRepository;

/**
 * Walks through a total loss: nothing is taken but a repository and its passphrase, and the newest snapshot of each source is
 * restored into a place of its own. One step that fails does not keep the others from being tried.
 */
final class LossDrill {
    /** Opens the repository, and with it the passphrase is proven. */
    @FunctionalInterface
    interface Door {
        ResticRepository open() throws IOException;
    }

    private final InstantSource clock;
    private final Scratch scratch;
    private final DrillListener listener;
    private final List<DrillStep> steps = new ArrayList<>();

    /** Hears of each step. */
    interface DrillListener {
        void begins(String title);

        void ended(DrillStep step);
    }

    LossDrill(Scratch scratch, DrillListener listener, InstantSource clock) {
        this.scratch = scratch;
        this.listener = listener;
        this.clock = clock;
    }

    /** Does it all. */
    DrillReport run(Door door) throws IOException {
        Instant begun = clock.instant();
        List<ResticRepository> opened = new ArrayList<>();
        step("Open the repository with its passphrase", () -> {
            opened.add(door.open());
            return opened.getFirst().location() + ", id "
                    + opened.getFirst().id().substring(0, 10);
        });
        if (opened.isEmpty()) {
            return report(begun, null);
        }
        try (ResticRepository repository = opened.getFirst()) {
            step("Look whether everything that the snapshots need is there", () -> look(repository));
            List<StoredSnapshot> newest = new ArrayList<>();
            step("Find the newest snapshot of each source", () -> {
                newest.addAll(newest(repository.snapshots()));
                if (newest.isEmpty()) {
                    throw new IOException("there is no snapshot in it");
                }
                return newest.size() + " sources";
            });
            for (StoredSnapshot snapshot : newest) {
                step(
                        "Restore " + Labels.of(snapshot).name(),
                        () -> scratch.restore(repository, snapshot, Labels.of(snapshot)));
            }
            return report(
                    begun,
                    newest.stream()
                            .map(snapshot -> snapshot.snapshot().time().toInstant())
                            .min(Comparator.naturalOrder())
                            .orElse(null));
        }
    }

    private static String look(ResticRepository repository) throws IOException {
        CheckReport report = repository.check(new DataToRead.Nothing(), WorkListener.NONE);
        if (!report.isWhole()) {
            throw new IOException(report.findings().stream()
                    .filter(Finding::isDamage)
                    .findFirst()
                    .map(Finding::message)
                    .orElse("it is not whole"));
        }
        return report.snapshots() + " snapshots, " + report.packs() + " packs";
    }

    private static Collection<StoredSnapshot> newest(List<StoredSnapshot> all) {
        Map<String, StoredSnapshot> newest = new LinkedHashMap<>();
        all.stream()
                .filter(snapshot -> !Labels.of(snapshot).kind().equals("oplog"))
                .sorted(Comparator.comparing(snapshot -> snapshot.snapshot().time()))
                .forEach(snapshot -> newest.put(Labels.of(snapshot).name(), snapshot));
        return newest.values().stream()
                .sorted(Comparator.comparingInt(snapshot -> Labels.of(snapshot).order()))
                .toList();
    }

    @FunctionalInterface
    private interface Work {
        String run() throws IOException;
    }

    private void step(String title, Work work) {
        listener.begins(title);
        Instant begun = clock.instant();
        DrillStep step;
        try {
            String detail = work.run();
            step = new DrillStep(title, true, since(begun), detail);
        } catch (IOException | RuntimeException e) {
            step = new DrillStep(title, false, since(begun), String.valueOf(e.getMessage()));
        }
        steps.add(step);
        listener.ended(step);
    }

    private DrillReport report(Instant begun, @Nullable Instant oldest) {
        return new DrillReport(
                begun, since(begun), oldest == null ? null : Duration.between(oldest, begun), List.copyOf(steps));
    }

    private Duration since(Instant begun) {
        return Duration.between(begun, clock.instant());
    }

    /** Makes a folder that is not there yet. */
    static Path fresh(Path folder) throws IOException {
        if (Files.exists(folder)) {
            throw new IOException(folder + " is there already; a drill begins with nothing");
        }
        return Files.createDirectories(folder);
    }
}
