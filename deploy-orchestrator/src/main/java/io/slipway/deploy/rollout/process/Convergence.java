package io.slipway.deploy.rollout.process;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import io.slipway.deploy.rollout.process.proxy.ProxyStats;
import io.slipway.deploy.rollout.process.proxy.Routes;
import io.slipway.events.deploy.task.ConvergeTask;
import io.slipway.kit.task.TaskFailedException;

/**
 * One service on its way to its declared state: start what is missing, route, let what is not declared end its work,
 * stop it. In this order, so that no request meets an instance that is not there yet, or not there any more.
 */
final class Convergence {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    private final ServiceFolder folder;
    private final ConvergeTask declared;
    private final Instances instances;
    private final ProxyControl proxy;
    private final Consumer<String> progress;

    Convergence(
            ServiceFolder folder,
            ConvergeTask declared,
            Instances instances,
            ProxyControl proxy,
            Consumer<String> progress) {
        this.folder = folder;
        this.declared = declared;
        this.instances = instances;
        this.proxy = proxy;
        this.progress = progress;
    }

    /** Whether nothing is to be done. */
    boolean isTrue() throws IOException {
        int wanted = declared.releases().stream()
                .mapToInt(ConvergeTask.Release::replicas)
                .sum();
        boolean allRun = folder.instances().stream()
                .allMatch(instance -> folder.process(instance).isAlive());
        return allRun && folder.instances().size() == wanted && proxy.isRunning();
    }

    ConvergeTask.Output run() throws IOException, TaskFailedException, InterruptedException {
        instances.forgetDead();
        Map<ConvergeTask.Release, List<Instance>> running = new LinkedHashMap<>();
        for (ConvergeTask.Release release : declared.releases()) {
            int missing = release.replicas() - instances.running(release).size();
            if (missing > 0) {
                progress.accept("starting " + missing + " of " + release.version());
            }
            running.put(release, instances.complete(release));
        }
        proxy.ensureRunning(declared.port());
        proxy.route(routes(running));
        retire(running);
        folder.keepReleases(declared.releases().stream()
                .map(release -> release.artifact().digest())
                .toList());
        return output(running);
    }

    private Routes routes(Map<ConvergeTask.Release, List<Instance>> running) {
        List<Routes.Release> releases = new ArrayList<>();
        running.forEach((release, backends) -> releases.add(new Routes.Release(
                release.id(),
                release.version(),
                release.weight(),
                backends.stream()
                        .map(instance -> new Routes.Backend(
                                instance.id(),
                                Instance.HOST,
                                instance.port(),
                                release.run().health().path()))
                        .toList())));
        return new Routes(declared.generation(), declared.port(), releases);
    }

    /** Stops what is not declared, once it has answered what it had in hand. */
    private void retire(Map<ConvergeTask.Release, List<Instance>> running) throws IOException, InterruptedException {
        List<Instance> declaredOnes =
                running.values().stream().flatMap(List::stream).toList();
        List<Instance> surplus = folder.instances().stream()
                .filter(instance -> !declaredOnes.contains(instance))
                .toList();
        if (surplus.isEmpty()) {
            return;
        }
        surplus.forEach(instance -> progress.accept("draining " + instance.id()));
        Instant begun = Instant.now();
        for (Instance instance : surplus) {
            drain(instance, begun.plus(instance.patience()));
        }
        instances.stop(surplus);
    }

    private void drain(Instance instance, Instant end) throws InterruptedException {
        while (Instant.now().isBefore(end) && isBusy(instance)) {
            Thread.sleep(LOOK_AGAIN);
        }
    }

    /** A proxy that does not say is taken to be busy; one that does not run has nothing in hand. */
    private boolean isBusy(Instance instance) throws InterruptedException {
        Optional<ProxyStats> stats = proxy.stats();
        return stats.map(seen -> seen.inFlight().getOrDefault(instance.id(), 0) > 0)
                .orElseGet(proxy::isRunning);
    }

    private ConvergeTask.Output output(Map<ConvergeTask.Release, List<Instance>> running) {
        List<ConvergeTask.Instance> all = new ArrayList<>();
        running.forEach((release, ones) -> ones.forEach(instance -> all.add(new ConvergeTask.Instance(
                release.id(),
                Instance.HOST + ":" + instance.port(),
                folder.process(instance).handle().map(ProcessHandle::pid).orElse(0L)))));
        return new ConvergeTask.Output(all);
    }
}
