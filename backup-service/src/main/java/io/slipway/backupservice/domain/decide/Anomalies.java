package io.slipway.backupservice.domain.decide;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

import io.slipway.backupservice.domain.state.Policy;
import io.slipway.backupservice.domain.state.Words;
import io.slipway.events.backup.BackupEvent;
import io.slipway.events.backup.ProtectionEvent.Anomaly;
import io.slipway.events.backup.ProtectionEvent.AnomalyDetected;
import io.slipway.events.backup.SnapshotFacts;
import io.slipway.events.backup.policy.AnomalySpec;

/**
 * What is unusual about snapshots, compared with the median of the earlier ones of their source. Whoever encrypts or deletes
 * an application's data shows in its backups: the data shrinks, nearly all of it is new, and it can no longer be compressed.
 */
final class Anomalies {
    /** With fewer there is nothing usual yet. */
    private static final int LEAST_EARLIER = 3;
    /** Data that never could be compressed says nothing by not being compressible. */
    private static final double COMPRESSIBLE = 0.1;

    private final String application;
    private final Policy policy;
    private final String run;
    private final AnomalySpec limits;

    /** @param policy before the snapshots are among its holdings */
    Anomalies(String application, Policy policy, String run) {
        this.application = application;
        this.policy = policy;
        this.run = run;
        this.limits = policy.spec().anomaly();
    }

    List<BackupEvent> of(List<SnapshotFacts> snapshots) {
        List<BackupEvent> found = new ArrayList<>();
        snapshots.forEach(snapshot -> look(snapshot, found));
        return found;
    }

    private void look(SnapshotFacts snapshot, List<BackupEvent> found) {
        List<SnapshotFacts> earlier = policy.holdings().taken().getOrDefault(snapshot.source(), List.of()).stream()
                .filter(other -> !other.id().equals(snapshot.id()))
                .toList();
        double usual = median(earlier, SnapshotFacts::bytes);
        if (earlier.size() < LEAST_EARLIER || Math.max(usual, snapshot.bytes()) < limits.minBytes()) {
            return;
        }
        size(snapshot, usual, found);
        if (snapshot.added() >= limits.minBytes()) {
            novelty(snapshot, earlier, found);
            compression(snapshot, earlier, found);
        }
    }

    private void size(SnapshotFacts snapshot, double usual, List<BackupEvent> found) {
        String words = Words.bytes(snapshot.bytes()) + ", usually " + Words.bytes(Math.round(usual));
        if (snapshot.bytes() < limits.minSize() * usual) {
            found.add(anomaly(
                    snapshot,
                    Anomaly.SIZE_COLLAPSED,
                    snapshot.bytes(),
                    usual,
                    "anomaly.minSize",
                    limits.minSize(),
                    "there is much less data than usually: " + words));
        } else if (snapshot.bytes() > limits.maxSize() * usual) {
            found.add(anomaly(
                    snapshot,
                    Anomaly.SIZE_JUMPED,
                    snapshot.bytes(),
                    usual,
                    "anomaly.maxSize",
                    limits.maxSize(),
                    "there is much more data than usually: " + words));
        }
    }

    private void novelty(SnapshotFacts snapshot, List<SnapshotFacts> earlier, List<BackupEvent> found) {
        double measured = novelty(snapshot);
        double usual = median(earlier, Anomalies::novelty);
        if (measured > limits.maxNew() && usual <= limits.maxNew()) {
            found.add(anomaly(
                    snapshot,
                    Anomaly.ALMOST_ALL_NEW,
                    measured,
                    usual,
                    "anomaly.maxNew",
                    limits.maxNew(),
                    percent(measured) + " of the data is new, usually " + percent(usual)
                            + ": nearly everything was rewritten"));
        }
    }

    private void compression(SnapshotFacts snapshot, List<SnapshotFacts> earlier, List<BackupEvent> found) {
        List<SnapshotFacts> comparable = earlier.stream()
                .filter(other -> other.added() >= limits.minBytes())
                .toList();
        double measured = compression(snapshot);
        double usual = median(comparable, Anomalies::compression);
        if (!comparable.isEmpty() && usual > COMPRESSIBLE && measured < limits.minCompression() * usual) {
            found.add(anomaly(
                    snapshot,
                    Anomaly.INCOMPRESSIBLE,
                    measured,
                    usual,
                    "anomaly.minCompression",
                    limits.minCompression(),
                    "compression saves " + percent(measured) + " of the new data, usually " + percent(usual)
                            + ": it may have been encrypted"));
        }
    }

    private AnomalyDetected anomaly(
            SnapshotFacts snapshot,
            Anomaly anomaly,
            double measured,
            double usual,
            String threshold,
            double limit,
            String detail) {
        return new AnomalyDetected(
                application,
                policy.spec().environment(),
                policy.spec().name(),
                run,
                snapshot.source(),
                snapshot.id(),
                anomaly,
                measured,
                usual,
                threshold,
                limit,
                detail);
    }

    /** Which part of the data was not there before. */
    private static double novelty(SnapshotFacts snapshot) {
        return snapshot.bytes() == 0 ? 0 : Math.min(1, (double) snapshot.added() / snapshot.bytes());
    }

    /** Which part of the new data compression saves. */
    private static double compression(SnapshotFacts snapshot) {
        return snapshot.added() == 0 ? 0 : Math.max(0, 1 - (double) snapshot.stored() / snapshot.added());
    }

    private static double median(List<SnapshotFacts> snapshots, ToDoubleFunction<SnapshotFacts> figure) {
        double[] sorted = snapshots.stream().mapToDouble(figure).sorted().toArray();
        if (sorted.length == 0) {
            return 0;
        }
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static String percent(double part) {
        return String.format(Locale.ROOT, "%.0f %%", part * 100);
    }
}
