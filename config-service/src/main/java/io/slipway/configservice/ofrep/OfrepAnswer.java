package io.slipway.configservice.ofrep;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.slipway.config.flag.Evaluation;

import tools.jackson.databind.JsonNode;

/** The bodies of the protocol. */
sealed interface OfrepAnswer {
    /** In the words of the protocol. */
    enum ErrorCode {
        PARSE_ERROR,
        TARGETING_KEY_MISSING,
        INVALID_CONTEXT,
        FLAG_NOT_FOUND,
        GENERAL
    }

    /** @param metadata null where that of all flags says it */
    record Success(
            String key,
            JsonNode value,
            String variant,
            Evaluation.Reason reason,
            @Nullable Map<String, String> metadata)
            implements OfrepAnswer {}

    /** @param key null when no single flag is meant */
    record Failure(@Nullable String key, ErrorCode errorCode, String errorDetails) implements OfrepAnswer {
        int status() {
            return errorCode == ErrorCode.FLAG_NOT_FOUND ? 404 : 400;
        }
    }

    record Bulk(List<OfrepAnswer> flags, Map<String, String> metadata) implements OfrepAnswer {}
}
