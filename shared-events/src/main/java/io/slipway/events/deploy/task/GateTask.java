package io.slipway.events.deploy.task;

import io.slipway.events.deploy.pipeline.GateSpec;

/** Task type {@code gate}: evaluates a gate that has to look outside. */
public record GateTask(String application, String environment, String version, GateSpec gate) {
    public static final String TYPE = "gate";

    /** What the task gives back. A gate that does not hold is an answer, not a failure of the task. */
    public record Output(boolean passed, String detail) {}
}
