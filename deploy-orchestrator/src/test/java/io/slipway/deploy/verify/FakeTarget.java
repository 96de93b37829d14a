package io.slipway.deploy.verify;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import io.slipway.deploy.rollout.LatencyHistogram;
import io.slipway.deploy.rollout.ReleaseTraffic;
import io.slipway.deploy.rollout.RolloutDriver;
import io.slipway.deploy.rollout.ServiceTarget;
import io.slipway.events.deploy.task.ConvergeTask;

/** A place where a release runs, with traffic as a test makes it. */
final class FakeTarget implements RolloutDriver {
    final List<URI> endpoints = new ArrayList<>();
    private final Map<String, ReleaseTraffic> traffic = new HashMap<>();

    /** Users ask: so many requests, so many of them failed, each took so long. */
    void served(int requests, int failures, long millis) {
        served("web", requests, failures, millis);
    }

    void served(String service, int requests, int failures, long millis) {
        long[] counts = LatencyHistogram.newCounts();
        counts[LatencyHistogram.bucket(millis * 1_000_000)] = requests;
        traffic.merge(
                service, new ReleaseTraffic(requests, failures, LatencyHistogram.of(counts)), ReleaseTraffic::plus);
    }

    @Override
    public String name() {
        return "fake";
    }

    @Override
    public ConvergeTask.Output converge(ConvergeTask declared, Consumer<String> progress) {
        throw new UnsupportedOperationException("a look changes nothing");
    }

    @Override
    public ReleaseTraffic traffic(ServiceTarget target, String release) {
        return traffic.getOrDefault(target.service(), ReleaseTraffic.none());
    }

    @Override
    public List<URI> endpoints(ServiceTarget target, String release) {
        return endpoints;
    }
}
