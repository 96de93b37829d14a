package io.slipway.kit.http;

import java.io.IOException;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;

/** Refuses a Content-Type that names no single type, which Spring would take for an error of ours. */
final class ContentTypeFilter extends OncePerRequestFilter {
    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!concrete(request.getContentType())) {
            ProblemWriter.write(
                    request,
                    response,
                    Problem.of(ProblemCode.UNSUPPORTED_MEDIA_TYPE, "The Content-Type is not a media type."));
            return;
        }
        chain.doFilter(request, response);
    }

    private static boolean concrete(@Nullable String contentType) {
        if (contentType == null || contentType.isEmpty()) {
            return true;
        }
        try {
            return MediaType.parseMediaType(contentType).isConcrete();
        } catch (InvalidMediaTypeException e) {
            return false;
        }
    }
}
