package io.slipway.deploy.verify;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.slipway.deploy.rollout.ReleaseTraffic;
import io.slipway.deploy.rollout.RolloutDriver;
import io.slipway.deploy.rollout.ServiceTarget;
import io.slipway.events.deploy.pipeline.TrafficThresholds;
import io.slipway.events.deploy.task.VerifyTask;
import io.slipway.kit.task.TaskFailedException;

/** The real traffic of a release's services since a moment, each for itself: a busy one must not hide a quiet one. */
final class TrafficWindow {
    private final VerifyTask task;
    private final TrafficThresholds thresholds;
    private final RolloutDriver driver;
    private final Map<String, ReleaseTraffic> before;
    private Map<String, ReleaseTraffic> seen = Map.of();

    /** Begins now. */
    TrafficWindow(VerifyTask task, TrafficThresholds thresholds, RolloutDriver driver) throws TaskFailedException {
        this.task = task;
        this.thresholds = thresholds;
        this.driver = driver;
        this.before = read();
    }

    void look() throws TaskFailedException {
        Map<String, ReleaseTraffic> since = new LinkedHashMap<>();
        read().forEach((service, traffic) -> since.put(service, traffic.since(before.get(service))));
        seen = since;
    }

    /** Whether one of the services has failed for certain enough to stop. */
    boolean isHopeless() {
        return seen.values().stream().anyMatch(traffic -> TrafficJudgement.isHopeless(traffic, thresholds));
    }

    /** {@code 43 requests, 97.67 % good, p95 12 ms}, of each service. */
    String words() {
        return TrafficJudgement.words(seen);
    }

    /** What the window says as a whole, as far as it has been looked at. */
    TrafficJudgement judge() {
        List<TrafficJudgement> each = seen.entrySet().stream()
                .map(entry -> TrafficJudgement.of(label(entry.getKey()), entry.getValue(), thresholds))
                .toList();
        return TrafficJudgement.all(each);
    }

    private String label(String service) {
        return seen.size() == 1 ? "" : service;
    }

    private Map<String, ReleaseTraffic> read() throws TaskFailedException {
        Map<String, ReleaseTraffic> traffic = new LinkedHashMap<>();
        for (String service : task.services()) {
            ServiceTarget target = new ServiceTarget(task.application(), task.environment(), service);
            traffic.put(service, driver.traffic(target, task.release()));
        }
        return traffic;
    }
}
