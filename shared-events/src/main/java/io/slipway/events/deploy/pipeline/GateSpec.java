package io.slipway.events.deploy.pipeline;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** A condition that has to hold before a deployment may touch its environment; a gate that does not hold rejects it. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = GateSpec.PassedIn.class, name = "passedIn"),
    @JsonSubTypes.Type(value = GateSpec.Http.class, name = "http"),
    @JsonSubTypes.Type(value = GateSpec.OutsideFreeze.class, name = "outsideFreeze"),
    @JsonSubTypes.Type(value = GateSpec.BackupFresh.class, name = "backupFresh")
})
public sealed interface GateSpec {
    String name();

    /**
     * It has succeeded in an environment before, and was not taken back there. Artifacts that are known are compared;
     * where they are still to be built, the version.
     */
    record PassedIn(String name, String environment) implements GateSpec {}

    /** A GET of the address answers with the status. */
    record Http(String name, String url, int status, Duration timeout) implements GateSpec {}

    /** No freeze window of the environment is open; every environment with windows has this gate by itself. */
    record OutsideFreeze(String name) implements GateSpec {}

    /**
     * Every policy that backs the environment up has a backup that is recent enough and proven by a drill, and none is in
     * alarm. Where no policy is known to do so, the gate does not hold.
     *
     * @param maxAge how old the newest backup may be; null means the objective of each policy
     */
    record BackupFresh(String name, @Nullable Duration maxAge) implements GateSpec {}
}
