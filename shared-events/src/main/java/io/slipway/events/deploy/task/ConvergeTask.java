package io.slipway.events.deploy.task;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.slipway.events.deploy.Artifact;
import io.slipway.events.deploy.pipeline.RunSpec;

/**
 * Task type {@code converge}: brings one service of one environment to the declared state. Doing it twice equals doing
 * it once.
 *
 * @param driver which rollout driver does it
 * @param port where the service is reached, whatever release answers
 * @param generation grows with every new declaration for the service and environment; a driver that has seen a higher
 *     one refuses, so that a worker that was given up cannot undo what came after it
 * @param releases every release that shall run; any other is drained and stopped
 */
public record ConvergeTask(
        String application,
        String environment,
        String service,
        String driver,
        int port,
        long generation,
        List<Release> releases) {
    public static final String TYPE = "converge";

    public ConvergeTask {
        releases = List.copyOf(releases);
    }

    /**
     * One release that shall run.
     *
     * @param id the deployment that brought it
     * @param weight percent of the traffic; the weights of all releases add up to 100, or to 0 when none shall serve
     * @param configRevision the revision of the configuration it is pinned to; null where there is none
     */
    public record Release(
            String id,
            String version,
            Artifact artifact,
            RunSpec run,
            int replicas,
            int weight,
            @Nullable String configRevision) {
        /** One that is pinned to no configuration. */
        public Release(String id, String version, Artifact artifact, RunSpec run, int replicas, int weight) {
            this(id, version, artifact, run, replicas, weight, null);
        }
    }

    /** What the task gives back: every running instance. */
    public record Output(List<Instance> instances) {
        public Output {
            instances = List.copyOf(instances);
        }
    }

    /** @param address {@code host:port} where the instance itself answers */
    public record Instance(String release, String address, long pid) {}
}
