package io.slipway.kit.http;

import java.io.IOException;
import java.util.List;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses a Content-Type that names no single type, which Spring would take for an error of ours, and forms, whose body
 * the container would read away: it is what curl sends when nobody says otherwise.
 */
final class ContentTypeFilter extends OncePerRequestFilter {
    private static final List<MediaType> FORMS =
            List.of(MediaType.APPLICATION_FORM_URLENCODED, MediaType.MULTIPART_FORM_DATA);

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String fault = fault(request.getContentType());
        if (fault == null) {
            chain.doFilter(request, response);
        } else {
            ProblemWriter.write(request, response, Problem.of(ProblemCode.UNSUPPORTED_MEDIA_TYPE, fault));
        }
    }

    private static @Nullable String fault(@Nullable String contentType) {
        if (contentType == null || contentType.isEmpty()) {
            return null;
        }
        try {
            MediaType type = MediaType.parseMediaType(contentType);
            if (!type.isConcrete()) {
                return "The Content-Type is not a single media type.";
            }
            return FORMS.stream().anyMatch(form -> form.equalsTypeAndSubtype(type))
                    ? "Forms are not read here; send the header Content-Type: application/json, or application/yaml"
                            + " for a slipway.yaml."
                    : null;
        } catch (InvalidMediaTypeException e) {
            return "The Content-Type is not a media type.";
        }
    }
}
