package io.slipway.deploy.build;

import io.slipway.events.deploy.pipeline.BuildSpec;
import io.slipway.events.deploy.task.BuildTask;
import io.slipway.kit.task.TaskContext;
import io.slipway.kit.task.TaskFailedException;
import io.slipway.kit.task.TaskHandler;

/** Makes the artifact of one service by the build driver its pipeline names. */
final class BuildHandler implements TaskHandler<BuildTask, BuildTask.Output> {
    private final CommandBuild command;
    private final PrebuiltIntake prebuilt;

    BuildHandler(CommandBuild command, PrebuiltIntake prebuilt) {
        this.command = command;
        this.prebuilt = prebuilt;
    }

    @Override
    public String type() {
        return BuildTask.TYPE;
    }

    @Override
    public Class<BuildTask> inputType() {
        return BuildTask.class;
    }

    @Override
    public BuildTask.Output run(BuildTask task, TaskContext context) throws TaskFailedException, InterruptedException {
        return switch (task.build()) {
            case BuildSpec.Command spec -> command.build(task, spec, context);
            case BuildSpec.Prebuilt ignored -> new BuildTask.Output(prebuilt.take(task, context));
        };
    }
}
