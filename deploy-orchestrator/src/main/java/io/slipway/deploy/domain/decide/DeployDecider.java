package io.slipway.deploy.domain.decide;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

import io.slipway.deploy.domain.state.ApplicationState;
import io.slipway.deploy.domain.state.Deployment;
import io.slipway.deploy.domain.state.Evolution;
import io.slipway.deploy.domain.state.PendingPromotion;
import io.slipway.events.Refusal;
import io.slipway.events.deploy.DeployCommand;
import io.slipway.events.deploy.DeployEvent;
import io.slipway.events.task.TaskReport;
import io.slipway.kit.aggregate.Context;
import io.slipway.kit.aggregate.Decider;
import io.slipway.kit.aggregate.Decision;
import io.slipway.kit.aggregate.Directory;
import io.slipway.kit.aggregate.Draft;

/** The process manager of an application and all its deployments. */
public final class DeployDecider implements Decider<ApplicationState, DeployCommand, DeployEvent> {
    private final Duration lease;
    private final Directory directory;

    /**
     * @param lease how long a worker has a task without renewing
     * @param directory who has which role
     */
    public DeployDecider(Duration lease, Directory directory) {
        this.lease = lease;
        this.directory = directory;
    }

    @Override
    public ApplicationState initial(String aggregateId) {
        return ApplicationState.initial(aggregateId);
    }

    @Override
    public Decision<DeployEvent> decide(ApplicationState state, DeployCommand command, Context context) {
        Optional<Refusal> refusal = new Permissions(directory).refuses(command, context.actor());
        return refusal.isPresent() ? new Decision.Refused<>(refusal.get()) : decidePermitted(state, command, context);
    }

    /** Decides without asking who may, as for a plan that changes nothing. */
    Decision<DeployEvent> decidePermitted(ApplicationState state, DeployCommand command, Context context) {
        Draft<ApplicationState, DeployEvent> draft = new Draft<>(this, state, context.now(), directory);
        return switch (command) {
            case DeployCommand.Apply apply -> ApplyApplication.decide(draft, apply, context);
            case DeployCommand.Start start -> StartDeployment.decide(draft, start, context);
            case DeployCommand.Promote promote -> PromoteRelease.decide(draft, promote, context);
            case DeployCommand.RollBack rollBack -> StartRollback.decide(draft, rollBack, context);
            case DeployCommand.ReleaseQuarantine release -> ReleaseFromQuarantine.decide(draft, release, context);
            case DeployCommand.ReportStatus report -> new StatusReports(draft, context).report(report);
            case DeployCommand.StopLine stop -> new StopTheLine(draft, context).stop(stop);
            case DeployCommand.ResumeLine resume -> new StopTheLine(draft, context).resume(resume);
            case DeployCommand.BreakGlass breaking -> new Glass(draft, context).breakFor(breaking);
            case DeployCommand.Cancel cancel -> new Intervention(draft, context).cancel(cancel);
            case DeployCommand.Pause pause -> new Intervention(draft, context).pause(pause);
            case DeployCommand.Resume resume -> new Intervention(draft, context).resume(resume);
            case DeployCommand.Accept accept -> new Acceptances(draft, context).accept(accept);
            case DeployCommand.RetryStep retry -> new Intervention(draft, context).retry(retry);
            case DeployCommand.Approve approve -> new Approval(draft, context).approve(approve);
            case DeployCommand.ObserveConfig observe -> new Configurations(draft).observe(observe);
            case DeployCommand.ObserveBackup observe -> Backups.observe(draft, observe);
            case DeployCommand.ConcludeRestore conclude -> new Configurations(draft).conclude(conclude);
            case DeployCommand.Reject reject -> new Approval(draft, context).reject(reject);
        };
    }

    @Override
    public Decision<DeployEvent> report(ApplicationState state, TaskReport report, Context context) {
        return new WorkerReport(new Draft<>(this, state, context.now(), directory), lease).decide(report);
    }

    @Override
    public Decision<DeployEvent> onTime(ApplicationState state, Context context) {
        return new Deadlines(new Draft<>(this, state, context.now(), directory)).decide();
    }

    @Override
    public ApplicationState evolve(ApplicationState state, DeployEvent event, Instant at) {
        return Evolution.evolve(state, event, at);
    }

    @Override
    public Optional<Instant> nextDeadline(ApplicationState state) {
        Stream<Instant> promotions = state.lanes().values().stream()
                .flatMap(lane -> Stream.ofNullable(lane.promotion()))
                .map(PendingPromotion::at);
        Stream<Instant> steps =
                state.deployments().map(Deployment::nextDeadline).flatMap(Optional::stream);
        return Stream.concat(steps, promotions).min(Instant::compareTo);
    }
}
