package io.slipway.kit.http;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets in who has a bearer token (RFC 6750); everybody where the path is open. The scheme may be written {@code token} as
 * well, as clients of GitHub's API do.
 */
final class TokenFilter extends OncePerRequestFilter {
    private static final List<String> SCHEMES = List.of("Bearer ", "token ");

    private final Tokens tokens;
    private final Set<String> trusted;
    private final boolean anonymous;

    /** @param trusted names of the tokens whose word for the person behind them counts */
    TokenFilter(Tokens tokens, Set<String> trusted, boolean anonymous) {
        this.tokens = tokens;
        this.trusted = Set.copyOf(trusted);
        this.anonymous = anonymous;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<String> name = token(request).flatMap(tokens::nameOf);
        if (name.isEmpty() && !anonymous && !open(request.getRequestURI())) {
            boolean sent = request.getHeader(HttpHeaders.AUTHORIZATION) != null;
            response.setHeader(
                    HttpHeaders.WWW_AUTHENTICATE,
                    sent ? "Bearer realm=\"slipway\", error=\"invalid_token\"" : "Bearer realm=\"slipway\"");
            ProblemWriter.write(
                    request,
                    response,
                    Problem.of(
                            ProblemCode.UNAUTHENTICATED,
                            sent
                                    ? "The bearer token is not one of this service's."
                                    : "Send the header Authorization: Bearer <token>."));
            return;
        }
        String token = name.orElse("anonymous");
        request.setAttribute(
                Actor.ATTRIBUTE, Actor.of(token, request.getHeader(Actor.HEADER), trusted.contains(token)));
        chain.doFilter(request, response);
    }

    private static Optional<String> token(HttpServletRequest request) {
        @Nullable String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        return header == null
                ? Optional.empty()
                : SCHEMES.stream()
                        .filter(scheme -> header.regionMatches(true, 0, scheme, 0, scheme.length()))
                        .findFirst()
                        .map(scheme -> header.substring(scheme.length()).strip());
    }

    /** Looks at the raw path, and at plain ones only, so that no way of writing a path leads past the token. */
    private static boolean open(String path) {
        if (path.contains("..") || path.contains(";") || path.contains("%") || path.contains("//")) {
            return false;
        }
        return path.equals("/actuator/health")
                || path.startsWith("/actuator/health/")
                || path.equals("/actuator/prometheus")
                || path.equals("/api/v1/openapi.json")
                || path.equals("/api/v1/openapi.yaml");
    }
}
