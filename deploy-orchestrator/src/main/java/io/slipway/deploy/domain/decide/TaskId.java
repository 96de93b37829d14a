package io.slipway.deploy.domain.decide;

/** The id of the task behind a step: {@code <deployment>/<step>}. */
public final class TaskId {
    private static final char SEPARATOR = '/';

    private TaskId() {}

    public static String of(String deploymentId, String step) {
        return deploymentId + SEPARATOR + step;
    }

    static String deployment(String taskId) {
        int cut = taskId.indexOf(SEPARATOR);
        return cut < 0 ? taskId : taskId.substring(0, cut);
    }

    static String step(String taskId) {
        return taskId.substring(taskId.indexOf(SEPARATOR) + 1);
    }
}
