package io.slipway.deploy.domain.decide;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.slipway.deploy.domain.state.ApplicationState;
import io.slipway.deploy.domain.state.Lane;
import io.slipway.deploy.domain.state.Quarantine;
import io.slipway.deploy.domain.state.Release;
import io.slipway.events.deploy.view.ApplicationView;
import io.slipway.events.deploy.view.ApplicationView.EnvironmentView;

/** The state of an application as far as its public document tells it. */
final class PublicState {
    private PublicState() {}

    /** As much of the state as a plan depends on, from what is public of it. */
    static ApplicationState of(ApplicationView view) {
        Map<String, Lane> lanes = view.environments().stream()
                .map(environment -> lane(environment))
                .collect(Collectors.toMap(Lane::environment, Function.identity()));
        return new ApplicationState(
                view.name(),
                view.pipelineRevision(),
                view.spec(),
                view.digest(),
                view.appliedAt(),
                view.appliedBy(),
                lanes,
                new LinkedHashMap<>(),
                List.of(),
                Map.of(),
                view.environments().stream()
                        .filter(environment -> environment.configRevision() != null)
                        .collect(Collectors.toMap(EnvironmentView::name, EnvironmentView::configRevision)),
                view.environments().stream()
                        .filter(environment -> environment.backups() != null)
                        .collect(Collectors.toMap(EnvironmentView::name, EnvironmentView::backups)));
    }

    private static Lane lane(EnvironmentView environment) {
        Map<String, Integer> present = environment.release() == null
                ? Map.of()
                : environment.release().artifacts().keySet().stream()
                        .collect(Collectors.toMap(Function.identity(), service -> 0));
        return new Lane(
                environment.name(), 0, present, releases(environment), List.of(), quarantined(environment), 0, null);
    }

    private static List<Quarantine> quarantined(EnvironmentView environment) {
        return Stream.ofNullable(environment.quarantined())
                .flatMap(List::stream)
                .map(view -> new Quarantine(
                        view.service(),
                        view.digest(),
                        view.deploymentId(),
                        view.version(),
                        view.because(),
                        view.by(),
                        view.at()))
                .toList();
    }

    private static List<Release> releases(EnvironmentView environment) {
        return Stream.concat(Stream.ofNullable(environment.release()), environment.releases().stream())
                .map(view -> new Release(
                        view.deploymentId(),
                        view.version(),
                        view.at(),
                        view.artifacts(),
                        view.runs() == null ? Map.of() : view.runs(),
                        Map.of(),
                        null,
                        List.of(),
                        null,
                        view.commit(),
                        view.configRevision()))
                .toList();
    }
}
