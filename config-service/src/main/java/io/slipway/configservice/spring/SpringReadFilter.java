package io.slipway.configservice.spring;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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
import io.slipway.configservice.serve.Served;
import io.slipway.events.json.Json;
import io.slipway.kit.http.ProblemException;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Answers the read that Spring Cloud Config's clients make again and again, as {@link SpringProtocolController} would, and hands
 * on whatever is not plain: secrets, labels, and what cannot be found.
 */
public final class SpringReadFilter extends OncePerRequestFilter {
    private static final Pattern PATH = Pattern.compile("/spring/([a-z0-9.-]{1,80})/([a-z0-9,-]{1,160})");
    private static final String PATTERN = "/spring/{name}/{profiles}";
    private static final byte[] END = "}]}".getBytes(UTF_8);

    private final ConfigReads reads;

    public SpringReadFilter(ConfigReads reads) {
        this.reads = reads;
    }

    /** What stands before the sources, with null where Spring's server has it too. */
    private record Head(
            String name, List<String> profiles, @Nullable String label, String version) {}

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Matcher path = PATH.matcher(request.getRequestURI());
        Optional<byte[]> body =
                plain(request) && path.matches() ? body(path.group(1), path.group(2), request) : Optional.empty();
        if (body.isEmpty()) {
            chain.doFilter(request, response);
            return;
        }
        ServerHttpObservationFilter.findObservationContext(request)
                .ifPresent(context -> context.setPathPattern(PATTERN));
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.setContentLength(body.get().length);
        response.getOutputStream().write(body.get());
    }

    private Optional<byte[]> body(String name, String profiles, HttpServletRequest request) {
        try {
            return SpringRequest.of(reads, name, profiles, request.getHeader(SpringProtocolController.INSTANCE))
                    .flatMap(asked -> reads.served(asked.application(), asked.environment(), asked.instance())
                            .filter(SpringReadFilter::asItIs)
                            .map(served -> written(
                                    new Head(name, List.of(profiles.split(",")), null, served.revision()),
                                    SpringProtocolController.source(name, asked.environment(), served.revision()),
                                    served)));
        } catch (ProblemException e) {
            return Optional.empty();
        }
    }

    /** The values go into the answer as the bytes they are, behind the two that tell the client what it has. */
    private static boolean asItIs(Served served) {
        return !served.encrypted()
                && served.flat()
                && !served.values().isEmpty()
                && !served.values().containsKey(SpringProtocolController.REVISION)
                && !served.values().containsKey(SpringProtocolController.HASH);
    }

    private static byte[] written(Head head, String source, Served served) {
        byte[] start = Json.write(head);
        byte[] middle = (",\"propertySources\":[{\"name\":\"" + source + "\",\"source\":{\""
                        + SpringProtocolController.HASH + "\":\"" + served.hash() + "\",\""
                        + SpringProtocolController.REVISION + "\":\"" + served.revision() + "\",")
                .getBytes(UTF_8);
        byte[] values = served.json();
        // The head without its closing brace, the values without their opening one.
        int open = start.length - 1;
        byte[] body = Arrays.copyOf(start, open + middle.length + values.length - 1 + END.length);
        System.arraycopy(middle, 0, body, open, middle.length);
        System.arraycopy(values, 1, body, open + middle.length, values.length - 1);
        System.arraycopy(END, 0, body, body.length - END.length, END.length);
        return body;
    }

    private static boolean plain(HttpServletRequest request) {
        @Nullable String accept = request.getHeader(HttpHeaders.ACCEPT);
        return HttpMethod.GET.matches(request.getMethod())
                && request.getQueryString() == null
                && (accept == null || accept.contains("*/*") || accept.contains(MediaType.APPLICATION_JSON_VALUE));
    }
}
