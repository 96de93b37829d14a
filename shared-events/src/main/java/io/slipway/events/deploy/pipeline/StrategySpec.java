package io.slipway.events.deploy.pipeline;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** How a new release takes over from the one before. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = StrategySpec.Recreate.class, name = "recreate"),
    @JsonSubTypes.Type(value = StrategySpec.Rolling.class, name = "rolling"),
    @JsonSubTypes.Type(value = StrategySpec.BlueGreen.class, name = "blueGreen"),
    @JsonSubTypes.Type(value = StrategySpec.Canary.class, name = "canary")
})
public sealed interface StrategySpec {

    /** The old release stops before the new one starts. */
    record Recreate() implements StrategySpec {}

    /** @param batch instances replaced at a time */
    record Rolling(int batch) implements StrategySpec {}

    /** The new release starts beside the old one, then gets all traffic at once. */
    record BlueGreen() implements StrategySpec {}

    /** The new release gets a growing share of the traffic. */
    record Canary(List<Step> steps) implements StrategySpec {
        public Canary {
            steps = List.copyOf(steps);
        }

        /**
         * @param weight percent of the traffic the new release gets, 1 to 99
         * @param pause how long it stays so before the analysis
         * @param analysis what its traffic has to look like, where that is looked at here
         */
        public record Step(
                int weight, Duration pause, @Nullable TrafficThresholds analysis) {}
    }
}
