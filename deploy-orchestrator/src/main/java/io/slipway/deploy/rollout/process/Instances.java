package io.slipway.deploy.rollout.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.slipway.deploy.artifact.ArtifactStore;
import io.slipway.deploy.os.CleanEnvironment;
import io.slipway.deploy.outbound.WholeAnswer;
import io.slipway.events.deploy.pipeline.RunSpec;
import io.slipway.events.deploy.task.ConvergeTask;
import io.slipway.kit.task.TaskFailedException;

/** Starts, watches and stops the instances of one service. */
final class Instances {
    private static final Duration HEALTH_TIMEOUT = Duration.ofSeconds(2);
    private static final int LAST_WORDS = 5;

    private final ServiceFolder folder;
    private final ConvergeTask task;
    private final ArtifactStore store;
    private final HttpClient http;

    Instances(ServiceFolder folder, ConvergeTask task, ArtifactStore store, HttpClient http) {
        this.folder = folder;
        this.task = task;
        this.store = store;
        this.http = http;
    }

    /** The instances of a release that run, at most as many as it shall have. */
    List<Instance> running(ConvergeTask.Release release) throws IOException {
        return folder.instances().stream()
                .filter(instance -> instance.release().equals(release.id()))
                .filter(instance -> folder.process(instance).isAlive())
                .limit(release.replicas())
                .toList();
    }

    /** Starts what is missing of a release, and waits until all of it is healthy. */
    List<Instance> complete(ConvergeTask.Release release)
            throws IOException, TaskFailedException, InterruptedException {
        List<Instance> instances = new ArrayList<>(running(release));
        while (instances.size() < release.replicas()) {
            instances.add(start(release));
        }
        for (Instance instance : instances) {
            awaitHealthy(instance, release.run().health());
        }
        return instances;
    }

    /** Forgets instances that ended by themselves. */
    void forgetDead() throws IOException {
        for (Instance instance : folder.instances()) {
            if (!folder.process(instance).isAlive()) {
                folder.remove(instance);
            }
        }
    }

    /** Stops them side by side, each with the patience its release grants it. */
    void stop(List<Instance> surplus) throws IOException, InterruptedException {
        Instant begun = Instant.now();
        surplus.forEach(instance -> folder.process(instance).terminate());
        for (Instance instance : surplus) {
            folder.process(instance).awaitEnd(Duration.between(Instant.now(), begun.plus(instance.patience())));
            folder.remove(instance);
        }
    }

    boolean isHealthy(Instance instance, RunSpec.HealthSpec health) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(instance.address().resolve(health.path()))
                .build();
        try {
            int status = WholeAnswer.get(http, request, HttpResponse.BodyHandlers.discarding(), HEALTH_TIMEOUT)
                    .statusCode();
            return status >= 200 && status < 300;
        } catch (IOException e) {
            return false;
        }
    }

    private Instance start(ConvergeTask.Release release) throws IOException, TaskFailedException {
        Path unpacked = folder.releaseFolder(release.artifact().digest());
        if (!Files.exists(unpacked)) {
            if (!release.artifact().uri().startsWith("artifact:")) {
                throw new TaskFailedException(
                        "the process driver cannot run " + release.artifact().uri()
                                + "; it runs files, an image needs a driver for containers",
                        false);
            }
            store.unpack(release.artifact(), unpacked);
        }
        Instance instance = new Instance(
                release.version().replaceAll("[^A-Za-z0-9._-]", "_") + "-"
                        + UUID.randomUUID().toString().substring(0, 8),
                release.id(),
                release.version(),
                freePort(),
                release.run().stopTimeout());
        folder.add(instance);
        RunSpec run = release.run();
        folder.process(instance).start(run.command(), unpacked, environment(release, instance));
        return instance;
    }

    private Map<String, String> environment(ConvergeTask.Release release, Instance instance) {
        Map<String, String> environment = new LinkedHashMap<>(CleanEnvironment.variables());
        environment.put("SLIPWAY_APPLICATION", task.application());
        environment.put("SLIPWAY_ENVIRONMENT", task.environment());
        environment.put("SLIPWAY_SERVICE", task.service());
        environment.put("SLIPWAY_VERSION", release.version());
        environment.put("SLIPWAY_DEPLOYMENT", release.id());
        environment.put("SLIPWAY_INSTANCE", instance.id());
        if (release.configRevision() != null) {
            environment.put("SLIPWAY_CONFIG_REVISION", release.configRevision());
        }
        environment.putAll(release.run().env());
        environment.put("PORT", String.valueOf(instance.port()));
        return environment;
    }

    private void awaitHealthy(Instance instance, RunSpec.HealthSpec health)
            throws TaskFailedException, InterruptedException {
        DetachedProcess process = folder.process(instance);
        Instant end = Instant.now().plus(health.timeout());
        while (true) {
            boolean healthy = isHealthy(instance, health);
            // Looked at after the answer: somebody else on its port may have given it.
            if (!process.isAlive()) {
                throw new TaskFailedException(
                        "instance " + instance.id() + " ended while it started: " + process.lastWords(LAST_WORDS),
                        true);
            }
            if (healthy) {
                return;
            }
            if (Instant.now().isAfter(end)) {
                throw new TaskFailedException(
                        "instance " + instance.id() + " is not healthy after "
                                + health.timeout().toSeconds() + " s: GET " + health.path()
                                + " does not answer 2xx. It said: " + process.lastWords(LAST_WORDS),
                        true);
            }
            Thread.sleep(health.interval());
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
