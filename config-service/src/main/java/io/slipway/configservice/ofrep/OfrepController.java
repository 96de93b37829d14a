package io.slipway.configservice.ofrep;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

import io.slipway.events.json.Json;

/**
 * What providers of OpenFeature call. Whose flags are meant is in the path before the protocol's own, or in headers for those
 * who cannot have a path in their address.
 */
@RestController
public final class OfrepController {
    private static final String PREFIX = "/ofrep/{name}/{environment}";
    private static final String BULK = "/ofrep/v1/evaluate/flags";
    private static final String SINGLE = BULK + "/{key}";
    private static final String APPLICATION = "X-Slipway-Application";
    private static final String ENVIRONMENT = "X-Slipway-Environment";
    private static final String GROUP = "X-Slipway-Group";
    private static final String INSTANCE = "X-Slipway-Instance";

    private final FlagEvaluations evaluations;

    public OfrepController(FlagEvaluations evaluations) {
        this.evaluations = evaluations;
    }

    @PostMapping({PREFIX + SINGLE, SINGLE})
    ResponseEntity<byte[]> flag(
            @PathVariable(required = false) @Nullable String name,
            @PathVariable(required = false) @Nullable String environment,
            @PathVariable String key,
            @RequestHeader(name = APPLICATION, required = false) @Nullable String application,
            @RequestHeader(name = ENVIRONMENT, required = false) @Nullable String applicationsEnvironment,
            @RequestHeader(name = GROUP, required = false) @Nullable String group,
            @RequestHeader(name = INSTANCE, required = false) @Nullable String instance,
            @RequestBody(required = false) byte @Nullable [] body) {
        Subject subject = subject(
                key,
                name == null ? application : name,
                environment == null ? applicationsEnvironment : environment,
                group,
                instance);
        return answer(evaluations.one(subject, key, body));
    }

    @PostMapping({PREFIX + BULK, BULK})
    ResponseEntity<byte[]> flags(
            @PathVariable(required = false) @Nullable String name,
            @PathVariable(required = false) @Nullable String environment,
            @RequestHeader(name = APPLICATION, required = false) @Nullable String application,
            @RequestHeader(name = ENVIRONMENT, required = false) @Nullable String applicationsEnvironment,
            @RequestHeader(name = GROUP, required = false) @Nullable String group,
            @RequestHeader(name = INSTANCE, required = false) @Nullable String instance,
            @RequestHeader(name = "If-None-Match", required = false) @Nullable String known,
            @RequestBody(required = false) byte @Nullable [] body) {
        Subject subject = subject(
                null,
                name == null ? application : name,
                environment == null ? applicationsEnvironment : environment,
                group,
                instance);
        byte[] answer = Json.write(evaluations.all(subject, body));
        String tag = '"' + sha256(answer) + '"';
        // Spring answers 304 by itself to GET only.
        return known != null && known.contains(tag)
                ? ResponseEntity.status(304).eTag(tag).build()
                : ResponseEntity.ok()
                        .eTag(tag)
                        .cacheControl(CacheControl.noCache())
                        .contentType(MediaType.APPLICATION_JSON)
                        .body(answer);
    }

    @ExceptionHandler
    ResponseEntity<byte[]> failed(OfrepFailure failure) {
        return answer(failure.answer());
    }

    private static Subject subject(
            @Nullable String key,
            @Nullable String name,
            @Nullable String environment,
            @Nullable String group,
            @Nullable String instance) {
        if (name == null || environment == null) {
            throw new OfrepFailure(new OfrepAnswer.Failure(
                    key,
                    OfrepAnswer.ErrorCode.GENERAL,
                    "Say whose flags are meant: the provider's address ends in /ofrep/<application>/<environment>, or the"
                            + " request has the headers " + APPLICATION + " and " + ENVIRONMENT + "."));
        }
        return Subject.of(name, environment, group, instance);
    }

    private static ResponseEntity<byte[]> answer(OfrepAnswer answer) {
        int status = answer instanceof OfrepAnswer.Failure failure ? failure.status() : 200;
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_JSON)
                .body(Json.write(answer));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
