package io.slipway.kit.http;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/** The two request headers with which a caller steers a command. */
final class RequestPreferences {
    static final String IDEMPOTENCY_KEY = "Idempotency-Key";
    static final Duration DEFAULT_WAIT = Duration.ofSeconds(5);
    static final Duration MAX_WAIT = Duration.ofSeconds(60);

    private static final Pattern WAIT = Pattern.compile("(?i)\\s*wait\\s*=\\s*\"?(\\d{1,9})\"?\\s*(;.*)?");
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9._:-]{1,200}");

    private RequestPreferences() {}

    /** {@code Prefer: wait=<seconds>} (RFC 7240, section 4.3); a preference that cannot be read is ignored. */
    static Duration wait(@Nullable List<String> prefer) {
        return Optional.ofNullable(prefer).stream()
                .flatMap(List::stream)
                .flatMap(header -> List.of(header.split(",")).stream())
                .map(WAIT::matcher)
                .filter(Matcher::matches)
                .map(matcher -> Duration.ofSeconds(Long.parseLong(matcher.group(1))))
                .findFirst()
                .map(wished -> wished.compareTo(MAX_WAIT) > 0 ? MAX_WAIT : wished)
                .orElse(DEFAULT_WAIT);
    }

    /**
     * The idempotency key, bare or as a quoted string.
     *
     * @throws ProblemException when it is none
     */
    static @Nullable String idempotencyKey(@Nullable String header) {
        if (header == null) {
            return null;
        }
        String key = header.strip();
        if (key.length() > 1 && key.startsWith("\"") && key.endsWith("\"")) {
            key = key.substring(1, key.length() - 1);
        }
        if (!KEY.matcher(key).matches()) {
            throw ProblemException.malformed(
                    IDEMPOTENCY_KEY, "1 to 200 letters, digits, dots, colons, underscores or hyphens are expected");
        }
        return key;
    }
}
