package io.slipway.cli.config;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How a revision reaches the instances of an environment. */
final class RolloutOptions {
    @Option(
            names = "--percent",
            paramLabel = "N",
            description = "So many percent of the instances first, for 5 minutes. Default: the stages that the revision"
                    + " declares.")
    private @Nullable Integer percent;

    @Option(names = "--group", paramLabel = "GROUP", description = "This group of the instances first, for 5 minutes.")
    private @Nullable String group;

    @Option(
            names = "--at",
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description = "Begin then: 2026-11-27T02:00, in this host's zone, or with an offset. Default: now.")
    private @Nullable Instant at;

    @Option(
            names = "--break-glass",
            paramLabel = "REASON",
            description = "Begin although the environment is closed, and say why it cannot wait; takes a role.")
    private @Nullable String breakGlass;

    boolean given() {
        return percent != null || group != null || at != null || breakGlass != null;
    }

    /** As the API takes it. */
    Map<String, Object> body(String environment, String revision, @Nullable String reason) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("environment", environment);
        body.put("revision", revision);
        put(body, "percent", percent);
        put(body, "group", group);
        put(body, "at", at);
        put(body, "reason", reason);
        put(body, "breakGlass", breakGlass);
        return body;
    }

    private static void put(Map<String, Object> body, String name, @Nullable Object value) {
        if (value != null) {
            body.put(name, value);
        }
    }

    static final class TimeConverter implements ITypeConverter<Instant> {
        @Override
        public Instant convert(String value) {
            try {
                return OffsetDateTime.parse(value).toInstant();
            } catch (DateTimeParseException e) {
                return local(value);
            }
        }

        private static Instant local(String value) {
            try {
                return LocalDateTime.parse(value).atZone(ZoneId.systemDefault()).toInstant();
            } catch (DateTimeParseException e) {
                throw new TypeConversionException(
                        "'" + value + "' is no time; write 2026-11-27T02:00 or 2026-11-27T02:00:00Z");
            }
        }
    }
}
