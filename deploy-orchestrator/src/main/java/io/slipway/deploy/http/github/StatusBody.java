package io.slipway.deploy.http.github;

import java.util.List;

import io.slipway.deploy.http.Checks;
import io.slipway.events.deploy.ReportedStatus;

/** The body of a status that somebody reports. */
final class StatusBody {
    private static final List<String> STATES =
            List.of("error", "failure", "inactive", "in_progress", "queued", "pending", "success");

    private StatusBody() {}

    static ReportedStatus parse(byte[] bytes) {
        JsonBody body = JsonBody.parse(bytes);
        String state = body.needed("state");
        if (!STATES.contains(state)) {
            throw Fault.invalid("state", "is none of " + String.join(", ", STATES));
        }
        String log = body.text("log_url", body.text("target_url", ""));
        return new ReportedStatus(
                state,
                Checks.text("description", body.text("description")),
                Checks.text("environment", body.text("environment")),
                log.isEmpty() ? null : Checks.text("log_url", log),
                Checks.text("environment_url", body.text("environment_url")));
    }
}
