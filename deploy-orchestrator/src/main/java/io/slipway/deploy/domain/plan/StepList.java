package io.slipway.deploy.domain.plan;

import java.util.ArrayList;
import java.util.List;

import io.slipway.events.deploy.DeploymentState;
import io.slipway.events.deploy.PlannedStep;
import io.slipway.events.deploy.StepAction;

/** Steps in the making, numbered in their order so that their ids are unique and sort. */
final class StepList {
    private final List<PlannedStep> steps = new ArrayList<>();
    private final int offset;

    /** @param offset number of the steps the deployment has already */
    StepList(int offset) {
        this.offset = offset;
    }

    void add(DeploymentState phase, String name, String title, StepAction action) {
        String id = "%02d-%s".formatted(offset + steps.size() + 1, name);
        steps.add(new PlannedStep(id, phase, title, action));
    }

    List<PlannedStep> steps() {
        return List.copyOf(steps);
    }
}
