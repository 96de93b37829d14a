package io.slipway.configservice.ofrep;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.slipway.config.flag.Evaluation;
import io.slipway.config.flag.Flag;
import io.slipway.config.flag.FlagContext;
import io.slipway.config.flag.FlagSet;
import io.slipway.configservice.ofrep.OfrepAnswer.ErrorCode;
import io.slipway.configservice.ofrep.OfrepAnswer.Failure;
import io.slipway.configservice.serve.ConfigReads;
import io.slipway.configservice.serve.Served;
import io.slipway.events.json.Json;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Evaluates the flags that an application has at the moment. */
public final class FlagEvaluations {
    private final ConfigReads reads;

    public FlagEvaluations(ConfigReads reads) {
        this.reads = reads;
    }

    /** One flag, for whom the body says. */
    OfrepAnswer one(Subject subject, String key, byte @Nullable [] body) {
        @Nullable Flag flag = flags(subject, key).flags().get(key);
        if (flag == null) {
            throw new OfrepFailure(new Failure(
                    key, ErrorCode.FLAG_NOT_FOUND, "There is no flag of this name in " + subject.environment() + "."));
        }
        return answer(flag, context(subject, key, body), metadata(subject));
    }

    /** All flags, by their names. */
    OfrepAnswer all(Subject subject, byte @Nullable [] body) {
        FlagSet flags = flags(subject, null);
        FlagContext context = context(subject, null, body);
        return new OfrepAnswer.Bulk(
                flags.flags().values().stream()
                        .map(flag -> answer(flag, context, null))
                        .toList(),
                metadata(subject));
    }

    private FlagSet flags(Subject subject, @Nullable String key) {
        return reads.flags(subject.application(), subject.environment(), subject.instance())
                .orElseThrow(() -> new OfrepFailure(new Failure(
                        key,
                        key == null ? ErrorCode.GENERAL : ErrorCode.FLAG_NOT_FOUND,
                        "There is no such application or environment, or nothing is there yet.")));
    }

    /** By which a person finds the configuration that decided. */
    private Map<String, String> metadata(Subject subject) {
        return reads.served(subject.application(), subject.environment(), subject.instance())
                .map(Served::revision)
                .map(revision -> Map.of("revision", revision))
                .orElse(Map.of());
    }

    private static OfrepAnswer answer(Flag flag, FlagContext context, @Nullable Map<String, String> metadata) {
        return switch (flag.evaluate(context)) {
            case Evaluation.Value(String variant, JsonNode value, Evaluation.Reason reason) ->
                new OfrepAnswer.Success(flag.name(), value, variant, reason, metadata);
            case Evaluation.KeyMissing() ->
                new Failure(
                        flag.name(),
                        ErrorCode.TARGETING_KEY_MISSING,
                        "The flag is given to a share of all, and the context has no targetingKey.");
        };
    }

    private static FlagContext context(Subject subject, @Nullable String key, byte @Nullable [] body) {
        try {
            JsonNode json = Json.mapper().readTree(body == null ? new byte[0] : body);
            if (!json.path("context").isObject()) {
                throw new OfrepFailure(new Failure(key, ErrorCode.INVALID_CONTEXT, "The body has no object context."));
            }
            return FlagContext.of(
                    json.path("context"),
                    subject.environment(),
                    subject.instance().service());
        } catch (JacksonException e) {
            throw new OfrepFailure(new Failure(key, ErrorCode.PARSE_ERROR, "The body is not JSON."));
        }
    }
}
