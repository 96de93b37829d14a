package io.slipway.deploy.domain.project;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.slipway.deploy.domain.state.ApplicationState;
import io.slipway.deploy.domain.state.Deployment;
import io.slipway.deploy.domain.state.Lane;
import io.slipway.deploy.domain.state.Quarantine;
import io.slipway.deploy.domain.state.Release;
import io.slipway.deploy.domain.state.Report;
import io.slipway.deploy.domain.state.StoppedLine;
import io.slipway.events.Document;
import io.slipway.events.deploy.BackupStanding;
import io.slipway.events.deploy.DeploymentEvent;
import io.slipway.events.deploy.pipeline.EnvironmentSpec;
import io.slipway.events.deploy.pipeline.RunSpec;
import io.slipway.events.deploy.view.ApplicationView;
import io.slipway.events.deploy.view.DeploymentStatusView;
import io.slipway.events.deploy.view.DeploymentView;
import io.slipway.events.deploy.view.QuarantineView;
import io.slipway.events.deploy.view.StoppedLineView;
import io.slipway.kit.aggregate.Directory;
import io.slipway.kit.aggregate.Documents;

/** The documents behind the HTTP API: one per application and one per deployment. */
final class DeployDocuments implements Documents<ApplicationState> {
    private final Directory directory;

    /** @param directory who has which role */
    DeployDocuments(Directory directory) {
        this.directory = directory;
    }

    @Override
    public Map<String, Document> changed(ApplicationState before, ApplicationState after, long revision) {
        Map<String, Document> documents = new LinkedHashMap<>();
        if (after.spec() != null && !view(after, 0).equals(before.spec() == null ? null : view(before, 0))) {
            documents.put(ApplicationView.key(after.name()), view(after, revision));
        }
        after.deployments()
                .filter(deployment -> changed(before, after, deployment))
                .forEach(deployment ->
                        documents.put(DeploymentView.key(deployment.id()), view(after, deployment, revision)));
        after.reports().stream()
                .filter(report -> !before.reports().contains(report))
                .map(report -> status(report, revision))
                .forEach(status -> documents.put(DeploymentStatusView.key(status.id()), status));
        return documents;
    }

    private static DeploymentStatusView status(Report report, long revision) {
        DeploymentEvent.StatusReported said = report.said();
        return new DeploymentStatusView(
                said.statusId(),
                revision,
                said.application(),
                said.deploymentId(),
                said.status(),
                said.by(),
                report.at());
    }

    private boolean changed(ApplicationState before, ApplicationState after, Deployment deployment) {
        return before.deployment(deployment.id())
                .map(old -> !view(before, old, 0).equals(view(after, deployment, 0)))
                .orElse(true);
    }

    private DeploymentView view(ApplicationState state, Deployment deployment, long revision) {
        int position = state.lane(deployment.environment()).positionOf(deployment.id());
        return DeploymentDocument.of(deployment, position, revision, directory);
    }

    private static ApplicationView view(ApplicationState state, long revision) {
        if (state.spec() == null) {
            throw new IllegalStateException(state.name() + " is not declared");
        }
        Set<String> environments = new LinkedHashSet<>();
        state.spec().environments().stream().map(EnvironmentSpec::name).forEach(environments::add);
        environments.addAll(state.lanes().keySet());
        return new ApplicationView(
                state.name(),
                revision,
                state.pipelineRevision(),
                state.digest(),
                state.spec(),
                state.appliedAt(),
                state.appliedBy(),
                environments.stream()
                        .map(state::lane)
                        .map(lane -> environment(
                                lane,
                                state.stopped().get(lane.environment()),
                                state.configs().get(lane.environment()),
                                state.backups(lane.environment())))
                        .toList());
    }

    private static ApplicationView.EnvironmentView environment(
            Lane lane, @Nullable StoppedLine stopped, @Nullable String configRevision, List<BackupStanding> backups) {
        List<ApplicationView.ReleaseView> releases =
                lane.releases().stream().map(release -> release(release, null)).toList();
        return new ApplicationView.EnvironmentView(
                lane.environment(),
                lane.current().map(serving -> release(serving, serving.runs())).orElse(null),
                lane.holder().map(Deployment::id).orElse(null),
                lane.queue().stream().map(Deployment::id).toList(),
                releases.stream().skip(1).toList(),
                lane.quarantined().reversed().stream()
                        .map(DeployDocuments::quarantine)
                        .toList(),
                lane.promotion() == null ? null : lane.promotion().at(),
                stopped == null
                        ? null
                        : new StoppedLineView(stopped.by(), stopped.reason(), stopped.at(), stopped.inFlight()),
                configRevision,
                backups);
    }

    private static QuarantineView quarantine(Quarantine entry) {
        return new QuarantineView(
                entry.service(),
                entry.digest(),
                entry.deploymentId(),
                entry.version(),
                entry.because(),
                entry.by(),
                entry.at());
    }

    private static ApplicationView.ReleaseView release(Release release, @Nullable Map<String, RunSpec> runs) {
        return new ApplicationView.ReleaseView(
                release.deploymentId(),
                release.version(),
                release.at(),
                release.artifacts(),
                release.commit(),
                runs,
                release.configRevision());
    }
}
