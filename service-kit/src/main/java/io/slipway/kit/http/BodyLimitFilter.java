package io.slipway.kit.http;

import java.io.IOException;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.web.filter.OncePerRequestFilter;

/** Refuses request bodies above a limit, announced ones at once and chunked ones while they are read. */
final class BodyLimitFilter extends OncePerRequestFilter {
    private final long limit;

    /** @param limit in bytes */
    BodyLimitFilter(long limit) {
        this.limit = limit;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getContentLengthLong() > limit) {
            String detail = new BodyTooLargeException(limit).getMessage();
            ProblemWriter.write(request, response, Problem.of(ProblemCode.BODY_TOO_LARGE, detail));
            return;
        }
        chain.doFilter(new LimitedRequest(request, limit), response);
    }
}
