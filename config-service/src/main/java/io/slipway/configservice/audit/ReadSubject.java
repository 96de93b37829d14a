package io.slipway.configservice.audit;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;

/**
 * Whose configuration a request reads, by its path, or its headers where the protocol has none in the path.
 *
 * @param application as it is written in the request
 */
record ReadSubject(String application, @Nullable String environment) {
    private static final String NAME = "([a-zA-Z0-9._-]{1,80})";

    private static final Pattern OWN =
            Pattern.compile("/api/v1/config/" + NAME + "(?:/environments/" + NAME + ")?(?:/.*)?");
    private static final Pattern SPRING = Pattern.compile("/spring/" + NAME + "/" + NAME + "(?:[,/].*)?");
    private static final Pattern SPRING_FILE = Pattern.compile("/spring/([a-zA-Z0-9_]+)[.-](?:.*)");
    private static final Pattern FLAGS = Pattern.compile("/ofrep/" + NAME + "/" + NAME + "/v1/.*");
    private static final String FLAGS_BY_HEADER = "/ofrep/v1/";

    /** Empty for what reads no configuration of an application. */
    static Optional<ReadSubject> of(HttpServletRequest request) {
        String path = request.getRequestURI();
        if (path.startsWith("/api/v1/config/")) {
            return request.getMethod().equals("GET") ? inPath(OWN.matcher(path)) : Optional.empty();
        }
        if (path.startsWith("/spring/")) {
            return inPath(SPRING.matcher(path))
                    .map(ReadSubject::ofService)
                    .or(() -> Optional.of(SPRING_FILE.matcher(path))
                            .filter(Matcher::matches)
                            .map(file -> new ReadSubject(file.group(1), null)));
        }
        @Nullable String named = request.getHeader("X-Slipway-Application");
        return path.startsWith(FLAGS_BY_HEADER)
                ? Optional.ofNullable(named)
                        .map(application -> new ReadSubject(application, request.getHeader("X-Slipway-Environment")))
                : inPath(FLAGS.matcher(path));
    }

    private static Optional<ReadSubject> inPath(Matcher path) {
        return path.matches() ? Optional.of(new ReadSubject(path.group(1), path.group(2))) : Optional.empty();
    }

    /** Spring's clients name a service {@code shop.web}. */
    private static ReadSubject ofService(ReadSubject subject) {
        int dot = subject.application().indexOf('.');
        return dot < 0 ? subject : new ReadSubject(subject.application().substring(0, dot), subject.environment());
    }
}
