package io.slipway.configservice.http;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import io.slipway.config.policy.PolicyReport;
import io.slipway.configservice.policy.PolicyReports;
import io.slipway.kit.http.ProblemException;

/** Which policies are kept, with evidence. */
@RestController
@RequestMapping("/api/v1/config/{application}/policy")
public final class PolicyController {
    private static final MediaType CSV = new MediaType("text", "csv", StandardCharsets.UTF_8);
    private static final int MOST_DAYS = 3650;

    private final Known known;
    private final PolicyReports reports;

    public PolicyController(Known known, PolicyReports reports) {
        this.known = known;
        this.reports = reports;
    }

    /**
     * The records of the report: a JSON array, or CSV for who asks for that.
     *
     * @param production environments where two people and no debugging are asked for
     * @param secretDays how old a secret may be
     */
    @GetMapping
    ResponseEntity<String> report(
            @PathVariable String application,
            @RequestParam(required = false) @Nullable Set<String> production,
            @RequestParam(defaultValue = "90") int secretDays,
            @RequestHeader HttpHeaders headers) {
        if (secretDays < 1 || secretDays > MOST_DAYS) {
            throw ProblemException.malformed("secretDays", "1 to " + MOST_DAYS + " are expected");
        }
        Set<String> strict = production == null ? Set.of() : production;
        strict.forEach(name -> known.environment(application, name));
        PolicyReport report = reports.of(known.application(application), strict, Duration.ofDays(secretDays));
        boolean csv = wantsCsv(headers.getAccept());
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .contentType(csv ? CSV : MediaType.APPLICATION_JSON)
                .body(csv ? report.csv() : report.json());
    }

    private static boolean wantsCsv(List<MediaType> accepted) {
        return accepted.stream()
                .anyMatch(type -> !type.isWildcardType() && !type.isWildcardSubtype() && type.isCompatibleWith(CSV));
    }
}
