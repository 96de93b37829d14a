package io.slipway.config.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.slipway.config.document.KeyPath;
import io.slipway.config.layer.ConfigDocument;
import io.slipway.config.layer.ConfigSource;
import io.slipway.config.layer.EffectiveConfig;
import io.slipway.config.layer.Target;
import io.slipway.config.policy.Change.Approval;
import io.slipway.events.json.Json;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import static org.assertj.core.api.Assertions.assertThat;

class PolicyReportTest {
    private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");
    private static final Set<String> PRODUCTION = Set.of("production");

    @Property(tries = 100)
    void aSecretIsTooOldFromTheMomentItIsOlder(@ForAll @IntRange(min = -10, max = 10) int seconds) {
        Instant since = NOW.minus(Duration.ofDays(90)).minusSeconds(seconds);
        PolicySubject subject = subject("a: 1", List.of(), Map.of(KeyPath.parse("db.password"), since), "s.json");
        assertThat(new Policy.SecretAge(Duration.ofDays(90)).judge(subject, NOW).passed())
                .isEqualTo(seconds <= 0);
    }

    @Test
    void twoPeopleMeansAnotherOneWhoSawThisContent() {
        assertThat(twoPeople(List.of()).passed()).isFalse();
        assertThat(twoPeople(List.of(new Approval("alice", "r7"))).passed()).isFalse();
        assertThat(twoPeople(List.of(new Approval("bob", "r6"))).passed()).isFalse();
        assertThat(twoPeople(List.of(new Approval("bob", "r7"))))
                .isEqualTo(new Policy.Verdict(true, List.of("revision r7 was written by alice, approved by bob")));
    }

    @Test
    void anEnvironmentThatIsNotMeantPasses() {
        PolicySubject subject = subject("debug: true", List.of(), Map.of(), "");
        assertThat(new Policy.TwoPeople(Set.of("live")).judge(subject, NOW).passed())
                .isTrue();
        assertThat(new Policy.NoDebug(Set.of("live")).judge(subject, NOW).passed())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "debug: true",
                "web: {debug: 'on'}",
                "logging.level.root: DEBUG",
                "logging: {level: {'[com.example]': trace}}",
                "LOG_LEVEL: debug",
                "app: {debug: {enabled: true}}",
            })
    void debuggingIsFoundWithItsPlace(String yaml) {
        Policy.Verdict verdict = new Policy.NoDebug(PRODUCTION).judge(subject(yaml, List.of(), Map.of(), "s"), NOW);
        assertThat(verdict.passed()).isFalse();
        assertThat(verdict.evidence()).singleElement().asString().contains("turns debugging on at base/a.yml:1:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"debug: false", "logging.level.root: INFO", "debugger-port: 1", "level: high"})
    void whatIsNoDebuggingPasses(String yaml) {
        assertThat(new Policy.NoDebug(PRODUCTION)
                        .judge(subject(yaml, List.of(), Map.of(), "s"), NOW)
                        .passed())
                .isTrue();
    }

    @Test
    void theReportIsOrderedAndExportedAsJsonAndCsv() {
        PolicyReport report = PolicyReport.of(
                List.of(subject("debug: true", List.of(new Approval("=cmd()", "r7")), Map.of(), "")),
                List.of(new Policy.TwoPeople(PRODUCTION), new Policy.SchemaPresent(), new Policy.NoDebug(PRODUCTION)),
                NOW);
        assertThat(report.passed()).isFalse();
        assertThat(report.csv()).isEqualTo("""
                        judgedAt,application,target,revision,policy,passed,evidence
                        2026-11-26T10:00:00Z,crm,production/web,r7,no-debug,false,debug turns debugging on at base/a.yml:1:8
                        2026-11-26T10:00:00Z,crm,production/web,r7,schema-present,false,the application has no schema
                        2026-11-26T10:00:00Z,crm,production/web,r7,two-people,true,"revision r7 was written by alice, approved by =cmd()"
                        """.replace("\n", "\r\n"));
        assertThat(Json.mapper().readTree(report.json()).path(1).toString()).isEqualTo("""
                        {"judgedAt":"2026-11-26T10:00:00Z","application":"crm","target":"production/web","revision":"r7",\
                        "policy":"schema-present","passed":false,"evidence":["the application has no schema"]}""");
    }

    @Test
    void aFieldThatASpreadsheetWouldComputeIsMadeHarmless() {
        PolicyRecord line = new PolicyRecord(NOW, "=1+1", "production", "r", "p", true, List.of("a \"b\"", "c"));
        assertThat(new PolicyReport(List.of(line)).csv()).contains(",'=1+1,").contains("\"a \"\"b\"\"; c\"");
    }

    private static Policy.Verdict twoPeople(List<Approval> approvals) {
        return new Policy.TwoPeople(PRODUCTION).judge(subject("a: 1", approvals, Map.of(), "s.json"), NOW);
    }

    private static PolicySubject subject(
            String yaml, List<Approval> approvals, Map<KeyPath, Instant> secrets, String schema) {
        EffectiveConfig config = ConfigSource.of(
                        List.of(ConfigDocument.of("base/a.yml", yaml).orThrow()))
                .orThrow()
                .effective(Target.of("production", "web"));
        return new PolicySubject(
                "crm",
                "production/web",
                "production",
                new Change("r7", "alice", NOW, approvals),
                config,
                secrets,
                schema);
    }
}
