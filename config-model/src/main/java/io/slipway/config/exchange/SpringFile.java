package io.slipway.config.exchange;

import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import io.slipway.config.document.DocumentFormat;
import io.slipway.config.layer.LayerPath;

/**
 * What the path of a file means to a Spring Cloud Config server: {@code application.yml} and {@code <service>.yml}, both with
 * {@code -<profile>}, at the top or in a folder named after a service or a profile.
 */
record SpringFile(String folder, String stem, String ending) {
    static final String APPLICATION = "application";

    /** Empty for files that are no configuration to Spring. */
    static Optional<SpringFile> of(String path) {
        int slash = path.lastIndexOf('/');
        String name = path.substring(slash + 1);
        int dot = name.lastIndexOf('.');
        String ending = name.substring(dot + 1);
        boolean configuration =
                dot > 0 && (ending.equals("yml") || ending.equals("yaml") || ending.equals("properties"));
        return configuration
                ? Optional.of(new SpringFile(path.substring(0, Math.max(slash, 0)), name.substring(0, dot), ending))
                : Optional.empty();
    }

    /**
     * The profiles that file names speak of: {@code application-<profile>} always does, {@code <service>-<profile>} when the
     * service has a file of its own.
     */
    static Set<String> profiles(Iterable<SpringFile> files) {
        Set<String> stems = new TreeSet<>(Set.of(APPLICATION));
        files.forEach(file -> stems.add(file.stem));
        Set<String> profiles = new TreeSet<>();
        for (SpringFile file : files) {
            for (int at = file.stem.indexOf('-'); at >= 0; at = file.stem.indexOf('-', at + 1)) {
                if (stems.contains(file.stem.substring(0, at)) && at + 1 < file.stem.length()) {
                    profiles.add(file.stem.substring(at + 1));
                    break;
                }
            }
        }
        return profiles;
    }

    boolean yaml() {
        return !ending.equals("properties");
    }

    DocumentFormat format() {
        return yaml() ? DocumentFormat.YAML : DocumentFormat.PROPERTIES;
    }

    /** The layer this file is for; empty when the folder and the name do not go together. */
    Optional<LayerPath> layer(Set<String> environments) {
        String profile = profile(environments);
        String application = profile == null ? stem : stem.substring(0, stem.length() - profile.length() - 1);
        String service = application.equals(APPLICATION) ? null : application;
        if (folder.isEmpty()) {
            return Optional.of(new LayerPath(profile, service, null));
        }
        if (folder.indexOf('/') >= 0) {
            return Optional.empty();
        }
        if (environments.contains(folder)) {
            return profile == null || profile.equals(folder)
                    ? Optional.of(new LayerPath(folder, service, null))
                    : Optional.empty();
        }
        return service == null || service.equals(folder)
                ? Optional.of(new LayerPath(profile, folder, null))
                : Optional.empty();
    }

    /** Among several that fit the end of the name the longest. */
    private @Nullable String profile(Set<String> environments) {
        return environments.stream()
                .filter(environment -> stem.endsWith("-" + environment) && stem.length() > environment.length() + 1)
                .max(Comparator.comparingInt(String::length))
                .orElse(null);
    }
}
