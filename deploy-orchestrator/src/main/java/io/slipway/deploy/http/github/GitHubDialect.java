package io.slipway.deploy.http.github;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

import io.slipway.events.json.Json;

import tools.jackson.databind.JsonNode;

/**
 * Says on GitHub's paths what is wrong in GitHub's shape, whoever noticed it. Takes every body for JSON, whatever its media
 * type: the examples of GitHub's documentation send theirs as forms. Answers JSON, whichever of GitHub's own media types
 * is asked for.
 */
final class GitHubDialect extends OncePerRequestFilter {
    private static final String DOCUMENTATION = "https://docs.github.com/rest/deployments/deployments";
    private static final int UNPROCESSABLE = 422;

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        ContentCachingResponseWrapper held = new ContentCachingResponseWrapper(response);
        chain.doFilter(new JsonRequest(request), held);
        @Nullable String type = held.getContentType();
        if (type == null || !type.startsWith(MediaType.APPLICATION_PROBLEM_JSON_VALUE)) {
            held.copyBodyToResponse();
            return;
        }
        JsonNode problem = Json.mapper().readTree(held.getContentAsByteArray());
        held.resetBuffer();
        // Which of the two a fault is, GitHub decides by whether the JSON could be read at all.
        boolean faulty = held.getStatus() == 400 && !problem.path("errors").isEmpty();
        held.setStatus(faulty ? UNPROCESSABLE : held.getStatus());
        held.setContentType("application/json; charset=utf-8");
        held.getOutputStream().write(Json.write(error(problem, held.getStatus())));
        held.copyBodyToResponse();
    }

    private static Map<String, Object> error(JsonNode problem, int status) {
        Map<String, Object> error = new LinkedHashMap<>();
        List<Map<String, Object>> errors = new ArrayList<>();
        problem.path("errors").forEach(fault -> errors.add(fault(fault)));
        error.put("message", message(problem, status, !errors.isEmpty()));
        if (!errors.isEmpty()) {
            error.put("errors", errors);
        }
        error.put("documentation_url", DOCUMENTATION);
        error.put("status", String.valueOf(status));
        return error;
    }

    private static String message(JsonNode problem, int status, boolean faults) {
        String detail = problem.path("detail").asString("");
        return switch (status) {
            case 401 -> "Bad credentials";
            case UNPROCESSABLE -> faults ? "Validation Failed" : detail;
            default -> detail;
        };
    }

    private static Map<String, Object> fault(JsonNode violation) {
        String message = violation.path("message").asString("");
        Map<String, Object> fault = new LinkedHashMap<>();
        fault.put("resource", "Deployment");
        fault.put("field", violation.path("field").asString(""));
        fault.put("code", message.equals(Fault.MISSING) ? "missing_field" : "invalid");
        fault.put("message", message);
        return fault;
    }

    private static final class JsonRequest extends HttpServletRequestWrapper {
        JsonRequest(HttpServletRequest request) {
            super(request);
        }

        @Override
        public @Nullable String getContentType() {
            return super.getContentType() == null ? null : MediaType.APPLICATION_JSON_VALUE;
        }

        @Override
        public @Nullable String getHeader(String name) {
            @Nullable String sent = super.getHeader(name);
            return sent != null && isMediaType(name) ? MediaType.APPLICATION_JSON_VALUE : sent;
        }

        @Override
        public Enumeration<String> getHeaders(String name) {
            @Nullable String header = getHeader(name);
            return header != null && isMediaType(name)
                    ? Collections.enumeration(List.of(header))
                    : super.getHeaders(name);
        }

        private static boolean isMediaType(String header) {
            return header.equalsIgnoreCase(HttpHeaders.CONTENT_TYPE) || header.equalsIgnoreCase(HttpHeaders.ACCEPT);
        }
    }
}
