package io.slipway.events.deploy.pipeline;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** Where a service's artifact comes from. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "driver")
@JsonSubTypes({
    @JsonSubTypes.Type(value = BuildSpec.Command.class, name = "command"),
    @JsonSubTypes.Type(value = BuildSpec.Prebuilt.class, name = "prebuilt")
})
public sealed interface BuildSpec {

    /**
     * A command run in a clean checkout of the source.
     *
     * @param command the program and its arguments, no shell in between
     * @param output the file or folder it leaves, relative to the checkout: the artifact
     */
    record Command(List<String> command, String output, Map<String, String> env, Duration timeout)
            implements BuildSpec {
        public Command {
            command = List.copyOf(command);
            env = Map.copyOf(env);
        }
    }

    /** CI has built it and hands over the artifact or an image reference with each deploy request. */
    record Prebuilt() implements BuildSpec {}
}
