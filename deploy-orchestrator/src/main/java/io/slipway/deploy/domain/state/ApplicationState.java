package io.slipway.deploy.domain.state;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonIgnore;

import io.slipway.events.deploy.BackupStanding;
import io.slipway.events.deploy.DeploymentState;
import io.slipway.events.deploy.pipeline.ApplicationSpec;
import io.slipway.events.deploy.pipeline.EnvironmentSpec;

/**
 * Everything the deploy context knows of one application: the unit of consistency.
 *
 * @param spec null before it is declared
 * @param lanes by environment; the lane of an environment that left the pipeline stays
 * @param ended how the newest ended deployments ended, by id, oldest first
 * @param reports what was said from outside in the newest decision; they have documents of their own, so none is kept
 * @param stopped environments that a person closed
 * @param configs by environment: the revision of the configuration that is live; none where nobody told of one
 * @param backups by environment: what the policies that back it up achieve, by their names; none where nobody told of one
 */
public record ApplicationState(
        String name,
        int pipelineRevision,
        @Nullable ApplicationSpec spec,
        String digest,
        Instant appliedAt,
        String appliedBy,
        Map<String, Lane> lanes,
        SequencedMap<String, DeploymentState> ended,
        List<Report> reports,
        Map<String, StoppedLine> stopped,
        Map<String, String> configs,
        Map<String, List<BackupStanding>> backups) {
    /** For so many ended deployments a late command learns how they ended. */
    public static final int REMEMBERED_ENDED = 200;

    public ApplicationState {
        reports = reports == null ? List.of() : List.copyOf(reports);
        // A state from before there were any has none.
        stopped = stopped == null ? Map.of() : Map.copyOf(stopped);
        configs = configs == null ? Map.of() : Map.copyOf(configs);
        backups = backups == null ? Map.of() : Map.copyOf(backups);
    }

    public static ApplicationState initial(String name) {
        return new ApplicationState(
                name,
                0,
                null,
                "",
                Instant.EPOCH,
                "",
                Map.of(),
                new LinkedHashMap<>(),
                List.of(),
                Map.of(),
                Map.of(),
                Map.of());
    }

    /** The environment as the pipeline declares it. */
    public Optional<EnvironmentSpec> environment(String environment) {
        return spec == null
                ? Optional.empty()
                : spec.environments().stream()
                        .filter(declared -> declared.name().equals(environment))
                        .findFirst();
    }

    public Lane lane(String environment) {
        Lane lane = lanes.get(environment);
        return lane == null ? Lane.empty(environment) : lane;
    }

    @JsonIgnore
    public Stream<Deployment> deployments() {
        return lanes.values().stream().flatMap(lane -> lane.deployments().stream());
    }

    /** A deployment that has not ended, or ended in the newest decision. */
    public Optional<Deployment> deployment(String id) {
        return deployments().filter(deployment -> deployment.id().equals(id)).findFirst();
    }

    public ApplicationState withLane(String environment, UnaryOperator<Lane> change) {
        Map<String, Lane> all = new LinkedHashMap<>(lanes);
        all.put(environment, change.apply(lane(environment)));
        return new ApplicationState(
                name,
                pipelineRevision,
                spec,
                digest,
                appliedAt,
                appliedBy,
                all,
                ended,
                reports,
                stopped,
                configs,
                backups);
    }

    public ApplicationState ended(String id, DeploymentState how) {
        LinkedHashMap<String, DeploymentState> all = new LinkedHashMap<>(ended);
        all.put(id, how);
        while (all.size() > REMEMBERED_ENDED) {
            all.pollFirstEntry();
        }
        return new ApplicationState(
                name,
                pipelineRevision,
                spec,
                digest,
                appliedAt,
                appliedBy,
                lanes,
                all,
                reports,
                stopped,
                configs,
                backups);
    }

    public ApplicationState with(Report report) {
        List<Report> all = new ArrayList<>(reports);
        all.add(report);
        return new ApplicationState(
                name,
                pipelineRevision,
                spec,
                digest,
                appliedAt,
                appliedBy,
                lanes,
                ended,
                all,
                stopped,
                configs,
                backups);
    }

    /** With the line to an environment stopped, or running again. */
    public ApplicationState withLine(String environment, @Nullable StoppedLine line) {
        Map<String, StoppedLine> all = new HashMap<>(stopped);
        if (line == null) {
            all.remove(environment);
        } else {
            all.put(environment, line);
        }
        return new ApplicationState(
                name,
                pipelineRevision,
                spec,
                digest,
                appliedAt,
                appliedBy,
                lanes,
                ended,
                reports,
                all,
                configs,
                backups);
    }

    /** With another revision of the configuration live in an environment. */
    public ApplicationState withConfig(String environment, String revision) {
        Map<String, String> all = new HashMap<>(configs);
        all.put(environment, revision);
        return new ApplicationState(
                name,
                pipelineRevision,
                spec,
                digest,
                appliedAt,
                appliedBy,
                lanes,
                ended,
                reports,
                stopped,
                all,
                backups);
    }

    /** With something else known of what a policy achieves; null where it is no more. A policy has one environment. */
    public ApplicationState withBackup(String environment, String policy, @Nullable BackupStanding standing) {
        Map<String, List<BackupStanding>> all = new HashMap<>();
        Stream.concat(backups.keySet().stream(), Stream.of(environment))
                .distinct()
                .forEach(each -> all.put(
                        each,
                        Stream.concat(
                                        backups(each).stream()
                                                .filter(other -> !other.policy().equals(policy)),
                                        Stream.ofNullable(each.equals(environment) ? standing : null))
                                .sorted(Comparator.comparing(BackupStanding::policy))
                                .toList()));
        all.values().removeIf(List::isEmpty);
        return new ApplicationState(
                name,
                pipelineRevision,
                spec,
                digest,
                appliedAt,
                appliedBy,
                lanes,
                ended,
                reports,
                stopped,
                configs,
                all);
    }

    /** What the policies that back an environment up achieve, by their names. */
    public List<BackupStanding> backups(String environment) {
        return backups.getOrDefault(environment, List.of());
    }

    /** Without the deployments that ended, and what was said, before a time. */
    public ApplicationState without(Instant endedBefore) {
        Map<String, Lane> all = new LinkedHashMap<>();
        lanes.forEach((environment, lane) -> all.put(environment, lane.without(endedBefore)));
        List<Report> left = reports.stream()
                .filter(report -> !report.at().isBefore(endedBefore))
                .toList();
        return new ApplicationState(
                name,
                pipelineRevision,
                spec,
                digest,
                appliedAt,
                appliedBy,
                all,
                ended,
                left,
                stopped,
                configs,
                backups);
    }
}
