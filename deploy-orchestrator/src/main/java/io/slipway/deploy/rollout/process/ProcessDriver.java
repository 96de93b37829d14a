package io.slipway.deploy.rollout.process;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import io.slipway.deploy.artifact.ArtifactStore;
import io.slipway.deploy.rollout.ReleaseTraffic;
import io.slipway.deploy.rollout.RolloutDriver;
import io.slipway.deploy.rollout.ServiceTarget;
import io.slipway.events.deploy.task.ConvergeTask;
import io.slipway.kit.task.TaskFailedException;

/**
 * Runs services as operating system processes on this host, behind a proxy that splits their traffic. Processes and
 * proxy outlive Slipway and are taken up again by the next one. Several Slipways on one host may share a folder.
 */
public final class ProcessDriver implements RolloutDriver {
    private final Path root;
    private final ArtifactStore store;
    private final String proxyAddress;
    private final HttpClient http;

    /**
     * @param root folder that holds what the driver knows
     * @param proxyAddress where proxies serve the requests of a service's users
     */
    public ProcessDriver(Path root, ArtifactStore store, String proxyAddress) {
        this.root = root;
        this.proxyAddress = proxyAddress;
        this.store = store;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(2))
                .build();
    }

    @Override
    public String name() {
        return "process";
    }

    @Override
    public ConvergeTask.Output converge(ConvergeTask declared, Consumer<String> progress)
            throws TaskFailedException, InterruptedException {
        ServiceTarget target = new ServiceTarget(declared.application(), declared.environment(), declared.service());
        ServiceFolder folder = ServiceFolder.of(root, target);
        try (var _ = ServiceLock.acquire(folder)) {
            fence(folder, declared);
            folder.declare(declared);
            return convergence(folder, declared, progress).run();
        } catch (IOException e) {
            throw new TaskFailedException("the process driver cannot work: " + e.getMessage(), true, e);
        }
    }

    @Override
    public ReleaseTraffic traffic(ServiceTarget target, String release) throws TaskFailedException {
        try {
            return new ProxyControl(ServiceFolder.of(root, target), proxyAddress, http)
                    .stats()
                    .orElseThrow(() -> new TaskFailedException("the proxy of " + target + " does not answer", true))
                    .releases()
                    .getOrDefault(release, ReleaseTraffic.none());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TaskFailedException("interrupted", true, e);
        }
    }

    @Override
    public List<URI> endpoints(ServiceTarget target, String release) throws TaskFailedException {
        try {
            ServiceFolder folder = ServiceFolder.of(root, target);
            return folder.instances().stream()
                    .filter(instance -> instance.release().equals(release))
                    .filter(instance -> folder.process(instance).isAlive())
                    .map(Instance::address)
                    .toList();
        } catch (IOException e) {
            throw new TaskFailedException("cannot read the instances of " + target, true, e);
        }
    }

    /**
     * Makes what was declared last true again wherever it is not any more: an instance died, the proxy died, the host
     * was restarted.
     *
     * @param repaired hears of each repair
     */
    public void superviseOnce(Consumer<String> repaired) throws IOException, InterruptedException {
        for (ServiceFolder folder : ServiceFolder.all(root)) {
            try {
                supervise(folder, repaired);
            } catch (IOException e) {
                // The others still want looking after.
                repaired.accept(folder.path() + " cannot be looked after: " + e.getMessage());
            }
        }
    }

    private void supervise(ServiceFolder folder, Consumer<String> repaired) throws IOException, InterruptedException {
        ConvergeTask declared = folder.declared().orElseThrow(() -> new IOException("nothing is declared"));
        ServiceTarget target = new ServiceTarget(declared.application(), declared.environment(), declared.service());
        Optional<ServiceLock> lock = ServiceLock.tryAcquire(folder);
        if (lock.isEmpty()) {
            return;
        }
        try (var _ = lock.get()) {
            repair(folder, target, repaired);
        }
    }

    private void repair(ServiceFolder folder, ServiceTarget target, Consumer<String> repaired)
            throws IOException, InterruptedException {
        ConvergeTask declared = folder.declared().orElseThrow();
        Convergence convergence = convergence(folder, declared, words -> {});
        if (convergence.isTrue()) {
            return;
        }
        repaired.accept(target + " is not as declared; making it so");
        try {
            convergence.run();
        } catch (TaskFailedException e) {
            repaired.accept(target + " cannot be made as declared: " + e.getMessage());
        }
    }

    private Convergence convergence(ServiceFolder folder, ConvergeTask declared, Consumer<String> progress) {
        return new Convergence(
                folder,
                declared,
                new Instances(folder, declared, store, http),
                new ProxyControl(folder, proxyAddress, http),
                progress);
    }

    private static void fence(ServiceFolder folder, ConvergeTask declared) throws IOException, TaskFailedException {
        long newest = folder.declared().map(ConvergeTask::generation).orElse(0L);
        if (declared.generation() < newest) {
            throw new TaskFailedException(
                    "generation " + newest + " has been declared since; generation " + declared.generation()
                            + " is over",
                    false);
        }
    }
}
