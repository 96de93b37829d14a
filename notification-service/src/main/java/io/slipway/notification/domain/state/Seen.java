package io.slipway.notification.domain.state;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.slipway.events.deploy.DeploymentState;

/**
 * What has been seen of a deployment.
 *
 * @param number of the deployment within its environment; 0 when its id does not end with one
 * @param states every state it was seen to reach, in the order in which that was seen
 * @param version absent where that was not seen
 */
public record Seen(
        String environment,
        int number,
        @Nullable String requestedBy,
        @Nullable String rollbackOf,
        List<DeploymentState> states,
        @Nullable String version) {
    public Seen {
        states = List.copyOf(states);
    }

    static Seen first(String environment, String deploymentId) {
        return new Seen(environment, DeploymentNumber.of(deploymentId), null, null, List.of(), null);
    }

    Seen requested(String by, @Nullable String takesBack, @Nullable String ofVersion) {
        return new Seen(environment, number, by, takesBack, states, ofVersion);
    }

    Seen reached(DeploymentState state) {
        List<DeploymentState> more = new ArrayList<>(states);
        more.add(state);
        return new Seen(environment, number, requestedBy, rollbackOf, more, version);
    }

    boolean finished() {
        return states.stream().anyMatch(DeploymentState::terminal);
    }
}
