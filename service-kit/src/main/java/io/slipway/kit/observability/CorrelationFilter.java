package io.slipway.kit.observability;

import java.io.IOException;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.slf4j.MDC;
import org.springframework.web.filter.OncePerRequestFilter;

/** Gives each request a correlation id, taken from its header where it has a valid one, and says it in the answer. */
final class CorrelationFilter extends OncePerRequestFilter {
    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String id = Correlation.of(request.getHeader(Correlation.HEADER));
        response.setHeader(Correlation.HEADER, id);
        try (var _ = MDC.putCloseable(Correlation.MDC_KEY, id)) {
            chain.doFilter(request, response);
        }
    }
}
