package io.slipway.config.policy;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.slipway.events.json.Json;

/**
 * All policies judged on all targets, in the order of application, target and policy.
 *
 * @param records a line each
 */
public record PolicyReport(List<PolicyRecord> records) {
    private static final String HEAD = "judgedAt,application,target,revision,policy,passed,evidence";
    private static final Comparator<PolicyRecord> ORDER = Comparator.comparing(PolicyRecord::application)
            .thenComparing(PolicyRecord::target)
            .thenComparing(PolicyRecord::policy);

    public PolicyReport {
        records = records.stream().sorted(ORDER).toList();
    }

    /** Judges everything as of one moment. */
    public static PolicyReport of(Collection<PolicySubject> subjects, Collection<Policy> policies, Instant now) {
        return new PolicyReport(subjects.stream()
                .flatMap(subject -> policies.stream().map(policy -> judge(subject, policy, now)))
                .toList());
    }

    private static PolicyRecord judge(PolicySubject subject, Policy policy, Instant now) {
        Policy.Verdict verdict = policy.judge(subject, now);
        return new PolicyRecord(
                now,
                subject.application(),
                subject.target(),
                subject.change().revision(),
                policy.name(),
                verdict.passed(),
                verdict.evidence());
    }

    /** Whether every policy is kept everywhere. */
    public boolean passed() {
        return records.stream().allMatch(PolicyRecord::passed);
    }

    /** The records as a JSON array. */
    public String json() {
        return Json.mapper().writeValueAsString(records);
    }

    /** The records as RFC 4180 has it, with a head line; several pieces of evidence are separated by semicolons. */
    public String csv() {
        return Stream.concat(Stream.of(HEAD), records.stream().map(PolicyReport::line))
                .collect(Collectors.joining("\r\n", "", "\r\n"));
    }

    private static String line(PolicyRecord line) {
        return Stream.of(
                        line.judgedAt().toString(),
                        line.application(),
                        line.target(),
                        line.revision(),
                        line.policy(),
                        Boolean.toString(line.passed()),
                        String.join("; ", line.evidence()))
                .map(PolicyReport::field)
                .collect(Collectors.joining(","));
    }

    /** A field that begins like a formula gets an apostrophe, or a spreadsheet would compute it. */
    private static String field(String text) {
        String harmless = text.matches("(?s)[=+@\\t\\r-].*") ? "'" + text : text;
        return harmless.matches("(?s).*[\",\\r\\n].*") ? "\"" + harmless.replace("\"", "\"\"") + "\"" : harmless;
    }
}
