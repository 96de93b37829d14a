package io.slipway.configclient;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

/**
 * Configuration as it was at one moment. Immutable: whoever reads several keys from one of these gets what belongs together.
 * Keys are written as Spring writes them, {@code a.b[0].c}. What is encrypted, or a reference to a secret, is here as it was
 * written.
 */
public final class Config {
    private static final Pattern SHORT_DURATION = Pattern.compile("(\\d{1,12})(ms|s|m|h|d)");

    /** Where it comes from. */
    public enum Source {
        /** The config-service. */
        SERVICE,
        /** The cache: the service could not be reached since the start. */
        CACHE,
        /** Neither: there are no values. */
        NOWHERE
    }

    private final Source source;
    private final String target;
    private final Known known;

    Config(Source source, String target, Known known) {
        this.source = source;
        this.target = target;
        this.known = known;
    }

    public Source source() {
        return source;
    }

    /** The revision that these values are of; empty while there is none. */
    public Optional<String> revision() {
        return Optional.ofNullable(known.revision());
    }

    /** The hash of these values, which the service and every instance that has the same values compute alike. */
    public Optional<String> hash() {
        return Optional.ofNullable(known.hash());
    }

    /** All values by key. */
    public SortedMap<String, JsonNode> values() {
        return known.values();
    }

    /** Whether a key is set to a single value. */
    public boolean has(String key) {
        return known.values().containsKey(key);
    }

    /** @throws ConfigKeyException when it is not set */
    public String text(String key) {
        return needed(key, this::find);
    }

    public String text(String key, String otherwise) {
        return find(key).orElse(otherwise);
    }

    /** @throws ConfigKeyException when it is not set, or is no whole number that fits */
    public int integer(String key) {
        return needed(key, this::findInteger);
    }

    /** @throws ConfigKeyException when it is no whole number that fits */
    public int integer(String key, int otherwise) {
        return findInteger(key).orElse(otherwise);
    }

    /** @throws ConfigKeyException when it is not set, or is no number */
    public double decimal(String key) {
        return needed(key, this::findDecimal);
    }

    /** @throws ConfigKeyException when it is no number */
    public double decimal(String key, double otherwise) {
        return findDecimal(key).orElse(otherwise);
    }

    /** @throws ConfigKeyException when it is not set, or neither {@code true} nor {@code false} */
    public boolean flag(String key) {
        return needed(key, this::findFlag);
    }

    /** @throws ConfigKeyException when it is neither {@code true} nor {@code false} */
    public boolean flag(String key, boolean otherwise) {
        return findFlag(key).orElse(otherwise);
    }

    /**
     * A time span: {@code 250ms}, {@code 30s}, {@code 5m}, {@code 2h}, {@code 1d}, or as ISO 8601 writes it.
     *
     * @throws ConfigKeyException when it is not set, or is none
     */
    public Duration duration(String key) {
        return needed(key, this::findDuration);
    }

    /** @throws ConfigKeyException when it is no time span */
    public Duration duration(String key, Duration otherwise) {
        return findDuration(key).orElse(otherwise);
    }

    /** The single values of a list; none when it is not set. */
    public List<String> texts(String key) {
        List<String> elements = new ArrayList<>();
        Optional<String> element = find(key + "[0]");
        while (element.isPresent()) {
            elements.add(element.get());
            element = find(key + "[" + elements.size() + "]");
        }
        return elements;
    }

    private Optional<String> find(String key) {
        @Nullable JsonNode value = known.values().get(key);
        return value == null || value.isContainer() || value.isNull()
                ? Optional.empty()
                : Optional.of(value.asString());
    }

    private Optional<Integer> findInteger(String key) {
        return read(key, "a whole number", Integer::valueOf);
    }

    private Optional<Double> findDecimal(String key) {
        return read(key, "a number", Double::valueOf);
    }

    private Optional<Boolean> findFlag(String key) {
        return read(key, "true or false", text -> switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(key);
        });
    }

    private Optional<Duration> findDuration(String key) {
        return read(key, "a time span like 30s", Config::parse);
    }

    private static Duration parse(String text) {
        Matcher matcher = SHORT_DURATION.matcher(text);
        if (!matcher.matches()) {
            return Duration.parse(text);
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }

    /** The value itself is not told, since nobody knows who reads the message. */
    private <T> Optional<T> read(String key, String expected, Function<String, T> reader) {
        try {
            return find(key).map(reader);
        } catch (IllegalArgumentException | DateTimeParseException | ArithmeticException e) {
            throw new ConfigKeyException(key, key + " is not " + expected + " in " + this);
        }
    }

    private <T> T needed(String key, Function<String, Optional<T>> finder) {
        return finder.apply(key).orElseThrow(() -> new ConfigKeyException(key, key + " is not set in " + this));
    }

    /** Without the values. */
    @Override
    public String toString() {
        String of = known.revision() == null ? "nothing" : "revision " + known.revision();
        return switch (source) {
            case SERVICE -> of + " of " + target;
            case CACHE -> of + " of " + target + ", from the cache";
            case NOWHERE -> "nothing of " + target + ": the config-service was not reached, and there is no cache";
        };
    }
}
