package io.slipway.configservice.http;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.filter.ServerHttpObservationFilter;

import io.slipway.configservice.serve.ConfigReads;
import io.slipway.configservice.serve.Instance;
import io.slipway.configservice.serve.Served;
import io.slipway.kit.http.ProblemException;

/**
 * Answers the read that instances make again and again, as {@link ConfigController} would, and hands on whatever is not plain.
 * Half of what such an answer takes is finding a controller and its arguments.
 */
public final class ReadFilter extends OncePerRequestFilter {
    private static final Pattern PATH =
            Pattern.compile("/api/v1/config/([a-z0-9-]{1,40})/environments/([a-z0-9-]{1,40})");
    private static final String PATTERN = "/api/v1/config/{application}/environments/{environment}";

    private static final Set<String> ASKED = Set.of("service", "group", "instance");

    private final ConfigReads reads;

    public ReadFilter(ConfigReads reads) {
        this.reads = reads;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Matcher path = PATH.matcher(request.getRequestURI());
        Optional<Served> served = plain(request) && path.matches() ? served(path, request) : Optional.empty();
        if (served.isEmpty()) {
            chain.doFilter(request, response);
            return;
        }
        ServerHttpObservationFilter.findObservationContext(request)
                .ifPresent(context -> context.setPathPattern(PATTERN));
        reads.warning(path.group(1), served.get().revision())
                .ifPresent(warning -> response.setHeader(ConfigController.WARNING, warning));
        answer(path, served.get(), request, response);
    }

    /** Empty also where there is a problem: the controller has the way to say it. */
    private Optional<Served> served(Matcher path, HttpServletRequest request) {
        try {
            return reads.served(
                    path.group(1),
                    path.group(2),
                    new Instance(
                            request.getParameter("service"),
                            request.getParameter("group"),
                            request.getParameter("instance")));
        } catch (ProblemException e) {
            return Optional.empty();
        }
    }

    private static void answer(Matcher path, Served served, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String tag = '"' + served.revision() + '"';
        response.setHeader(HttpHeaders.ETAG, tag);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
        @Nullable String known = request.getHeader(HttpHeaders.IF_NONE_MATCH);
        if (known != null && (known.contains(tag) || known.equals("*"))) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        byte[] body = EffectiveBody.of(path.group(1), path.group(2), served);
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    /** Another revision than the present one, secrets in the clear and other forms than JSON are for the controller. */
    private static boolean plain(HttpServletRequest request) {
        @Nullable String accept = request.getHeader(HttpHeaders.ACCEPT);
        return HttpMethod.GET.matches(request.getMethod())
                && ASKED.containsAll(request.getParameterMap().keySet())
                && (accept == null || accept.contains("*/*") || accept.contains(MediaType.APPLICATION_JSON_VALUE));
    }
}
