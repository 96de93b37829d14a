package io.slipway.configservice.audit;

import java.io.IOException;
import java.time.Clock;
import java.util.Optional;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

import io.slipway.events.audit.AuditEntry.Outcome;
import io.slipway.events.audit.AuditResource;
import io.slipway.kit.audit.AuditTrail;
import io.slipway.kit.audit.AuditedAct;
import io.slipway.kit.http.Actor;

/**
 * Records who read which configuration, by any of the protocols: each reader once an hour for the same path and revision.
 * The answer does not wait for it, other than that of a secret, which has records of its own.
 */
public final class ReadAuditFilter extends OncePerRequestFilter {
    private static final String SOURCE = "/slipway/config-service";
    private static final String ACTION = "config.read";

    private final AuditTrail audit;
    private final RecentReads recent;

    public ReadAuditFilter(AuditTrail audit, Clock clock) {
        this.audit = audit;
        this.recent = new RecentReads(clock);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(request, response);
        if (given(response.getStatus())) {
            Optional<ReadSubject> subject = ReadSubject.of(request);
            if (subject.isPresent()) {
                record(request, response, subject.get());
            }
        }
    }

    private void record(HttpServletRequest request, HttpServletResponse response, ReadSubject subject) {
        String actor = Actor.of(request).name();
        String revision = revision(response);
        if (recent.isNew(new RecentReads.Read(actor, request.getRequestURI(), revision))) {
            audit.note(
                    SOURCE,
                    actor,
                    new AuditedAct(
                            ACTION,
                            new AuditResource(
                                    subject.application(),
                                    subject.environment(),
                                    null,
                                    revision.isEmpty() ? null : revision,
                                    null),
                            Outcome.DONE,
                            request.getMethod() + " " + request.getRequestURI()));
        }
    }

    /** 304 means that the reader has it. */
    private static boolean given(int status) {
        return status == HttpServletResponse.SC_OK || status == HttpServletResponse.SC_NOT_MODIFIED;
    }

    private static String revision(HttpServletResponse response) {
        @Nullable String tag = response.getHeader(HttpHeaders.ETAG);
        return tag == null ? "" : tag.replace("\"", "");
    }
}
