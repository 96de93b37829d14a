package io.slipway.events.deploy.view;

import java.time.Instant;

import io.slipway.events.Document;
import io.slipway.events.MessageType;
import io.slipway.events.deploy.ReportedStatus;

/**
 * One thing somebody outside said of a deployment. Published under the key {@code deployment-status/<id>}; never changes.
 *
 * @param id {@code <deployment>/<command>}
 * @param by who said it
 */
@MessageType(
        value = "io.slipway.deploy.deployment-status.view.v1",
        description = "What somebody outside said of a deployment.")
public record DeploymentStatusView(
        String id, long revision, String application, String deploymentId, ReportedStatus status, String by, Instant at)
        implements Document {

    public static String key(String id) {
        return "deployment-status/" + id;
    }
}
