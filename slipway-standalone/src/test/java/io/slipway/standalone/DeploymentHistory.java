package io.slipway.standalone;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import io.slipway.events.Envelope;
import io.slipway.events.Message;
import io.slipway.events.deploy.DeploymentEvent;
import io.slipway.events.deploy.DeploymentState;
import io.slipway.events.deploy.DeploymentTransition;
import io.slipway.events.deploy.PlannedStep;
import io.slipway.events.deploy.StepEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the events say of one deployment.
 *
 * @param events in their order
 */
record DeploymentHistory(String id, List<Envelope<DeploymentEvent>> events) {

    static DeploymentHistory of(String id, List<Envelope<Message>> events) {
        return new DeploymentHistory(
                id,
                events.stream()
                        .filter(event -> event.data() instanceof DeploymentEvent about
                                && about.deploymentId().equals(id))
                        .map(event -> event.withData((DeploymentEvent) event.data()))
                        .toList());
    }

    /** No transition lost, none twice, none outside the table, the last one an end; no step ended twice. */
    void assertEachOnce() {
        List<DeploymentTransition> transitions = all(DeploymentTransition.class).toList();
        assertThat(transitions).as(id).isNotEmpty();
        DeploymentState before = DeploymentState.REQUESTED;
        for (DeploymentTransition move : transitions) {
            assertThat(move.from()).as("where %s comes from in %s", move, id).isEqualTo(before);
            assertThat(move.from().canBecome(move.to())).as(move.toString()).isTrue();
            before = move.to();
        }
        assertThat(before.terminal()).as("the end of " + id).isTrue();
        assertThat(transitions).extracting(DeploymentTransition::to).doesNotHaveDuplicates();
        assertThat(endings()).doesNotHaveDuplicates();
        assertThat(endings().stream().map(ending -> ending.split(" ")[0])).doesNotHaveDuplicates();
    }

    /** Each transition as {@code from -> to}. */
    List<String> moves() {
        return all(DeploymentTransition.class)
                .map(move -> move.from() + " -> " + move.to())
                .toList();
    }

    /** The end of each step, as {@code step succeeded}. Attempts that are followed by another are none. */
    List<String> endings() {
        return all(StepEvent.class).flatMap(DeploymentHistory::ending).toList();
    }

    List<PlannedStep> plan() {
        return all(DeploymentEvent.Requested.class).findFirst().orElseThrow().plan();
    }

    /** Steps that were not planned: they take back what failed. */
    List<String> wayBack() {
        List<String> planned = plan().stream().map(PlannedStep::id).toList();
        return all(StepEvent.Started.class)
                .map(StepEvent.Started::step)
                .distinct()
                .filter(step -> !planned.contains(step))
                .toList();
    }

    /** That a step had begun at a moment, and had not ended. */
    void assertUnderWay(String step, Instant moment) {
        assertThat(times(StepEvent.Started.class, step))
                .as(step)
                .first()
                .satisfies(begin -> assertThat(begin).isBefore(moment));
        Stream<Instant> ends = events.stream()
                .filter(event -> event.data() instanceof StepEvent about
                        && about.step().equals(step)
                        && ending(about).findAny().isPresent())
                .map(Envelope::time);
        assertThat(ends)
                .as("end of " + step)
                .singleElement()
                .satisfies(end -> assertThat(end).isAfter(moment));
    }

    /** Each transition as {@code <deployment>/<state>}, which is how a webhook is told of it. */
    List<String> messages() {
        return all(DeploymentTransition.class)
                .map(move -> id + "/" + move.to().name())
                .toList();
    }

    private static Stream<String> ending(StepEvent event) {
        return switch (event) {
            case StepEvent.Succeeded succeeded -> Stream.of(succeeded.step() + " succeeded");
            case StepEvent.Skipped skipped -> Stream.of(skipped.step() + " skipped");
            case StepEvent.Failed failed when failed.retryAt() == null -> Stream.of(failed.step() + " failed");
            default -> Stream.empty();
        };
    }

    private List<Instant> times(Class<? extends StepEvent> type, String step) {
        return events.stream()
                .filter(event -> type.isInstance(event.data())
                        && type.cast(event.data()).step().equals(step))
                .map(Envelope::time)
                .toList();
    }

    private <T extends DeploymentEvent> Stream<T> all(Class<T> type) {
        return events.stream().map(Envelope::data).filter(type::isInstance).map(type::cast);
    }
}
