package io.slipway.backupservice.domain.project;

import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.slipway.backupservice.domain.decide.BackupTerms;
import io.slipway.backupservice.domain.state.BackupState;
import io.slipway.backupservice.domain.state.Policy;
import io.slipway.backupservice.domain.state.Run;
import io.slipway.events.Envelope;
import io.slipway.events.Topics;
import io.slipway.events.backup.BackupEvent;
import io.slipway.events.backup.RunEvent;
import io.slipway.events.json.Json;
import io.slipway.events.task.TaskOffered;
import io.slipway.kit.aggregate.Following;
import io.slipway.kit.aggregate.Outbound;
import io.slipway.kit.aggregate.Projection;

/** Hands out the work behind each attempt at a run. */
final class TaskProjection implements Projection<BackupState, BackupEvent> {
    private final BackupTerms terms;

    TaskProjection(BackupTerms terms) {
        this.terms = terms;
    }

    @Override
    public List<Outbound> project(BackupState before, BackupState after, Envelope<BackupEvent> event) {
        if (!(event.data() instanceof RunEvent.HandedOut out)) {
            return List.of();
        }
        Run run = after.run(out.run()).orElseThrow();
        Policy policy = after.policy(out.policy()).orElseThrow();
        TaskOffered offer = offer(after, policy, run);
        return List.of(Following.task(Topics.BACKUP_TASKS, offer.taskId(), event, offer));
    }

    private TaskOffered offer(BackupState state, Policy policy, Run run) {
        TaskInput input = TaskInput.of(state, policy, run, terms);
        return new TaskOffered(
                run.id(),
                run.attempt(),
                input.type(),
                state.application(),
                Topics.BACKUP_COMMANDS.name(),
                terms.lease(),
                input.timeout(),
                Json.tree(input.input()),
                Map.of(
                        "application", state.application(),
                        "environment", run.environment(),
                        "policy", run.policy(),
                        "run", run.id(),
                        "kind", run.kind().name().toLowerCase(Locale.ROOT)));
    }
}
