package io.slipway.kit.http.events;

import java.net.URI;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import io.slipway.events.Envelope;
import io.slipway.kit.http.ProblemException;
import io.slipway.kit.observability.Correlation;
import io.slipway.kit.tracing.TraceParent;

/**
 * The attributes of one CloudEvent as text (CloudEvents 1.0.2, section 3): required ones must be there, values have no
 * control characters, names of extensions are lower-case letters and digits. What is wrong is a problem with its name.
 */
final class EventAttributes {
    private static final Pattern NAME = Pattern.compile("[a-z0-9]{1,100}");
    private static final Pattern ID = Pattern.compile("[\\x21-\\x7E]{1,200}");
    private static final Pattern TYPE = Pattern.compile("[A-Za-z0-9._-]{1,200}");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
    private static final int TEXT_LIMIT = 500;
    private static final int EXTENSION_LIMIT = 4000;
    private static final int MOST = 100;

    private final Map<String, String> values = new TreeMap<>();

    void put(String name, String value) {
        if (!NAME.matcher(name).matches()) {
            throw ProblemException.malformed(name, "is no name of an attribute: lower-case letters and digits");
        }
        if (CONTROL.matcher(value).find()) {
            throw ProblemException.malformed(name, "has control characters");
        }
        limited(name, value, EXTENSION_LIMIT);
        values.put(name, value);
        if (values.size() > MOST) {
            throw ProblemException.malformed(name, "at most " + MOST + " attributes are expected");
        }
    }

    @Nullable
    String type() {
        return values.get("type");
    }

    /**
     * The event with this data. Who sends it is the actor, whatever the event says; its own correlation and trace stay.
     */
    OutsideEvent event(byte[] data, @Nullable String contentType, String actor) {
        Map<String, String> rest = new TreeMap<>(values);
        if (!"1.0".equals(rest.remove("specversion"))) {
            throw ProblemException.malformed("specversion", "1.0 is expected");
        }
        rest.remove("actor");
        String subject = rest.remove("subject");
        String correlation = rest.remove("correlationid");
        String trace = rest.remove("traceparent");
        Envelope<byte[]> envelope = new Envelope<>(
                matching("id", rest.remove("id"), ID),
                source(rest.remove("source")),
                matching("type", rest.remove("type"), TYPE),
                subject == null ? "" : limited("subject", subject, TEXT_LIMIT),
                time(rest.remove("time")),
                correlation == null ? Correlation.current() : limited("correlationid", correlation, TEXT_LIMIT),
                rest.remove("causationid"),
                actor,
                trace == null ? TraceParent.current() : trace,
                data);
        return new OutsideEvent(envelope, contentType, rest);
    }

    private static String matching(String name, @Nullable String value, Pattern pattern) {
        if (value == null || !pattern.matcher(value).matches()) {
            throw ProblemException.malformed(name, value == null ? "is missing" : "is not valid");
        }
        return value;
    }

    private static String limited(String name, String value, int limit) {
        if (value.length() > limit) {
            throw ProblemException.malformed(name, "at most " + limit + " characters are expected");
        }
        return value;
    }

    private static URI source(@Nullable String source) {
        if (source == null || source.isEmpty()) {
            throw ProblemException.malformed("source", "is missing");
        }
        try {
            return URI.create(limited("source", source, TEXT_LIMIT));
        } catch (IllegalArgumentException e) {
            throw ProblemException.malformed("source", "is not a URI reference");
        }
    }

    private static Instant time(@Nullable String text) {
        if (text == null) {
            return Instant.now();
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            throw ProblemException.malformed("time", "is not an RFC 3339 time");
        }
    }
}
