package io.slipway.kit.observability;

import java.util.UUID;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** The id that everything which follows from one request carries: in logs, in envelopes and in answers. */
public final class Correlation {
    /** The key in the logging context, and so the name of the field in each log line. */
    public static final String MDC_KEY = "correlationId";

    /** The request and response header. */
    public static final String HEADER = "X-Correlation-Id";

    private static final Pattern VALID = Pattern.compile("[A-Za-z0-9._:-]{1,100}");

    private Correlation() {}

    /** The id of the work this thread does, or a fresh one. */
    public static String current() {
        String id = MDC.get(MDC_KEY);
        return id == null ? fresh() : id;
    }

    /** The id somebody asked for where it is harmless in a log, else a fresh one. */
    static String of(@Nullable String requested) {
        return requested != null && VALID.matcher(requested).matches() ? requested : fresh();
    }

    private static String fresh() {
        return UUID.randomUUID().toString();
    }
}
