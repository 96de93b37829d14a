package io.slipway.standalone;

import java.util.List;

import io.slipway.events.Envelope;
import io.slipway.events.Message;
import io.slipway.events.deploy.DeploymentTransition;
import io.slipway.events.deploy.StepEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the events say of one deployment.
 *
 * @param transitions in their order
 * @param endedSteps the step of each event that says one has succeeded
 */
record DeploymentHistory(String id, List<DeploymentTransition> transitions, List<String> endedSteps) {

    static DeploymentHistory of(String id, List<Envelope<Message>> events) {
        return new DeploymentHistory(
                id,
                events.stream()
                        .map(Envelope::data)
                        .filter(DeploymentTransition.class::isInstance)
                        .map(DeploymentTransition.class::cast)
                        .filter(transition -> transition.deploymentId().equals(id))
                        .toList(),
                events.stream()
                        .map(Envelope::data)
                        .filter(StepEvent.Succeeded.class::isInstance)
                        .map(StepEvent.Succeeded.class::cast)
                        .filter(step -> step.deploymentId().equals(id))
                        .map(StepEvent.Succeeded::step)
                        .toList());
    }

    /** No transition twice, none outside the table, the last one an end; no step ended twice. */
    void assertEachOnce() {
        assertThat(transitions).allMatch(move -> move.from().canBecome(move.to()));
        assertThat(transitions).extracting(DeploymentTransition::to).doesNotHaveDuplicates();
        assertThat(transitions.getLast().to().terminal()).isTrue();
        assertThat(endedSteps).doesNotHaveDuplicates();
    }

    /** Each transition as {@code <deployment>/<state>}, which is how a webhook is told of it. */
    List<String> messages() {
        return transitions.stream().map(move -> id + "/" + move.to().name()).toList();
    }
}
