package io.slipway.config.layer;

import java.util.Comparator;
import java.util.Optional;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

/**
 * For whom a layer is. From the lowest to the highest: everybody, a service wherever it runs, an environment, a service in an
 * environment, a group of its instances. This is the order of a Spring Cloud Config server as well.
 *
 * @param environment null for all
 * @param service     null for all
 * @param group       null for all instances; a group belongs to a service in an environment
 */
public record LayerPath(
        @Nullable String environment,
        @Nullable String service,
        @Nullable String group) implements Comparable<LayerPath> {
    public static final LayerPath BASE = new LayerPath(null, null, null);

    private static final Comparator<String> ABSENT_FIRST = Comparator.nullsFirst(Comparator.naturalOrder());
    private static final Comparator<LayerPath> ORDER = Comparator.comparing(LayerPath::level)
            .thenComparing(LayerPath::environment, ABSENT_FIRST)
            .thenComparing(LayerPath::service, ABSENT_FIRST)
            .thenComparing(LayerPath::group, ABSENT_FIRST);

    /** How specific a layer is, the lowest first. */
    public enum Level {
        BASE,
        SERVICE_EVERYWHERE,
        ENVIRONMENT,
        SERVICE,
        GROUP
    }

    public LayerPath {
        if (group != null && (environment == null || service == null)) {
            throw new IllegalArgumentException("a group belongs to a service in an environment");
        }
    }

    public static LayerPath environment(String environment) {
        return new LayerPath(environment, null, null);
    }

    public static LayerPath service(String service) {
        return new LayerPath(null, service, null);
    }

    public static LayerPath service(String environment, String service) {
        return new LayerPath(environment, service, null);
    }

    public static LayerPath group(String environment, String service, String group) {
        return new LayerPath(environment, service, group);
    }

    public Level level() {
        if (group != null) {
            return Level.GROUP;
        }
        if (environment != null) {
            return service != null ? Level.SERVICE : Level.ENVIRONMENT;
        }
        return service != null ? Level.SERVICE_EVERYWHERE : Level.BASE;
    }

    /** Whether a target gets this layer. */
    public boolean appliesTo(Target target) {
        return (environment == null || environment.equals(target.environment()))
                && (service == null || service.equals(target.service()))
                && (group == null || group.equals(target.group()));
    }

    /** The folder of its documents, such as {@code environments/production/services/web}. */
    public String folder() {
        StringBuilder folder = new StringBuilder();
        append(folder, "environments", environment);
        append(folder, "services", service);
        append(folder, "groups", group);
        return folder.isEmpty() ? "base" : folder.toString();
    }

    /** The layer a folder is for; empty when the folder is none of a layer. */
    public static Optional<LayerPath> ofFolder(String folder) {
        String[] parts = folder.split("/", -1);
        String shape = String.join(
                "/",
                IntStream.range(0, parts.length)
                        .filter(i -> i % 2 == 0)
                        .mapToObj(i -> parts[i])
                        .toList());
        return switch (shape + ":" + parts.length) {
            case "base:1" -> Optional.of(BASE);
            case "services:2" -> Optional.of(service(parts[1]));
            case "environments:2" -> Optional.of(environment(parts[1]));
            case "environments/services:4" -> Optional.of(service(parts[1], parts[3]));
            case "environments/services/groups:6" -> Optional.of(group(parts[1], parts[3], parts[5]));
            default -> Optional.empty();
        };
    }

    @Override
    public int compareTo(LayerPath other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return folder();
    }

    private static void append(StringBuilder folder, String kind, @Nullable String name) {
        if (name != null) {
            folder.append(folder.isEmpty() ? "" : "/").append(kind).append('/').append(name);
        }
    }
}
