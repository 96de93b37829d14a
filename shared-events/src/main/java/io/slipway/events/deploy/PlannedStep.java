package io.slipway.events.deploy;

/**
 * One step of a deployment's plan.
 *
 * @param id unique within the deployment, stable: {@code 07-canary-10-web}
 * @param phase the state of the deployment while the step runs
 * @param title for a person: {@code Send 10 % of the traffic of web to 2.0.0}
 */
public record PlannedStep(String id, DeploymentState phase, String title, StepAction action) {}
