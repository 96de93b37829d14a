package io.slipway.backupservice.http;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import io.slipway.events.backup.SnapshotFacts;
import io.slipway.events.backup.policy.BackupPolicy;
import io.slipway.events.backup.policy.BackupSource;
import io.slipway.events.backup.view.BackupView;
import io.slipway.events.backup.view.BackupView.DrillView;
import io.slipway.events.backup.view.BackupView.PolicyView;

/**
 * What somebody has to know who restores an application after the loss of everything, as it is now. Secrets are named, so
 * that the runbook may lie where everybody finds it.
 *
 * @param at when it was made
 */
record Runbook(String application, Instant at, List<PolicyPart> policies) {

    /**
     * What a policy contributes.
     *
     * @param secrets names of the secrets that are needed, and what for
     * @param sources in the order in which they are restored
     * @param lastDrill how long it took the last time
     */
    record PolicyPart(
            String policy,
            String environment,
            String location,
            @Nullable String repository,
            Map<String, String> secrets,
            List<SourcePart> sources,
            @Nullable DrillView lastDrill,
            @Nullable Instant recoverableTo,
            List<String> contacts) {}

    /** @param snapshot the newest; null where there is none */
    record SourcePart(
            String name,
            String kind,
            @Nullable String snapshot,
            @Nullable Instant time,
            @Nullable Instant oplogTo,
            long bytes) {}

    static Runbook of(BackupView view, Instant now) {
        return new Runbook(
                view.application(),
                now,
                view.policies().stream().map(Runbook::part).toList());
    }

    private static PolicyPart part(PolicyView policy) {
        BackupPolicy spec = policy.spec();
        return new PolicyPart(
                spec.name(),
                spec.environment(),
                spec.repository().location(),
                policy.repository(),
                secrets(spec),
                spec.sources().stream().map(source -> part(policy, source)).toList(),
                policy.lastDrill(),
                policy.recoverableTo(),
                spec.contacts());
    }

    private static SourcePart part(PolicyView policy, BackupSource source) {
        SnapshotFacts newest = policy.snapshots().stream()
                .filter(snapshot -> snapshot.source().equals(source.name()))
                .findFirst()
                .orElse(null);
        Instant oplogTo = policy.oplogs().stream()
                .filter(oplog -> oplog.source().equals(source.name()))
                .map(oplog -> oplog.to())
                .findFirst()
                .orElse(null);
        return new SourcePart(
                source.name(),
                source.kind(),
                newest == null ? null : newest.id(),
                newest == null ? null : newest.time(),
                oplogTo,
                newest == null ? 0 : newest.bytes());
    }

    private static Map<String, String> secrets(BackupPolicy spec) {
        Map<String, String> secrets = new TreeMap<>();
        secrets.put(spec.repository().passphrase(), "the passphrase of the repository");
        if (spec.repository().credentials() != null) {
            secrets.put(spec.repository().credentials(), "the credentials of the storage");
        }
        for (BackupSource source : spec.sources()) {
            switch (source) {
                case BackupSource.Mongodb mongodb ->
                    secrets.put(mongodb.uri(), "the connection string of " + mongodb.name());
                case BackupSource.Kafka kafka
                when kafka.bootstrap() != null ->
                    secrets.put(kafka.bootstrap(), "the bootstrap servers of " + kafka.name());
                case BackupSource.Kafka _, BackupSource.Files _, BackupSource.Command _ -> {}
            }
        }
        return secrets;
    }
}
