package io.slipway.backupservice.policy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.slipway.events.Violation;
import io.slipway.events.backup.policy.ArchiveSpec;
import io.slipway.events.backup.policy.BackupPolicy;
import io.slipway.events.backup.policy.BackupSource;
import io.slipway.events.backup.policy.RetentionSpec;
import io.slipway.events.backup.policy.VariablesSpec;
import io.slipway.events.json.Json;

import tools.jackson.databind.JsonNode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class PolicyParserTest {
    private static final Path REFERENCE = Path.of("../docs/reference/backup-policy.md");
    private static final Path EXAMPLE = Path.of("src/test/resources/crm.yaml");

    private final PolicyParser parser = new PolicyParser();

    @Test
    void aPolicyThatSaysEverythingIsReadWhole() throws IOException {
        BackupPolicy policy = valid(Files.readString(EXAMPLE)).getFirst();

        assertThat(policy.name()).isEqualTo("nightly");
        assertThat(policy.repository().passphrase()).isEqualTo("CRM_BACKUP_PASSPHRASE");
        assertThat(policy.repository().retentionLock()).isEqualTo(Duration.ofDays(14));
        assertThat(policy.sources())
                .containsExactly(
                        new BackupSource.Mongodb(
                                "database",
                                "CRM_MONGODB_URI",
                                List.of("crm"),
                                List.of("crm.sessions"),
                                Duration.ofMinutes(1)),
                        new BackupSource.Files("uploads", List.of("/srv/uploads"), List.of("*.tmp")),
                        new BackupSource.Command(
                                "reports",
                                List.of("pg_dump", "reports"),
                                "reports.sql",
                                new VariablesSpec(
                                        List.of("PGHOST"),
                                        Map.of("PGUSER", "backup"),
                                        Map.of("PGPASSWORD", "CRM_PG_PASSWORD"))),
                        new BackupSource.Kafka("slipway", null, List.of("slipway.*")));
        assertThat(policy.schedule().timeZone()).isEqualTo(ZoneId.of("Europe/Berlin"));
        assertThat(policy.retention())
                .isEqualTo(new RetentionSpec(3, null, 7, 4, 12, null, Duration.ofDays(2), List.of("release")));
        assertThat(policy.prune().grace()).isEqualTo(Duration.ofHours(23));
        assertThat(policy.archive()).isEqualTo(new ArchiveSpec(Duration.ofDays(90), "GLACIER_IR"));
        assertThat(policy.limits().upload()).isEqualTo(50L * 1024 * 1024);
        assertThat(policy.hooks().before()).containsExactly("./quiesce");
        assertThat(policy.objectives().rto()).isEqualTo(Duration.ofHours(1));
        assertThat(policy.verification().coverage()).isEqualTo(Duration.ofDays(7));
        assertThat(policy.drill().check()).containsExactly("./check-restored");
        assertThat(policy.deletion().required()).isEqualTo(2);
        assertThat(policy.anomaly().minSize()).isEqualTo(0.7);
        assertThat(policy.anomaly().maxSize()).isEqualTo(5);
        assertThat(policy.contacts()).containsExactly("on call: +49 30 1234");
        assertThat(Json.read(Json.tree(policy), BackupPolicy.class)).isEqualTo(policy);
    }

    @Test
    void anApplicationWithoutPoliciesHasNone() {
        assertThat(valid("metadata: {name: crm}\nspec: {services: [], environments: []}"))
                .isEmpty();
    }

    @Test
    void everyFaultIsToldWithItsPlaceAndWhatWouldBeRight() {
        List<Violation> faults = invalid("""
                metadata: {name: crm}
                spec:
                  environments: [{name: live}]
                  backups:
                    - name: nightly
                      environment: production
                      repository: {location: /srv/backups, passphrase: "my secret!"}
                      sources:
                        - {name: uploads, type: files, paths: [uploads]}
                        - {name: uploads, type: mongodb, uri: URI, oplog: 0s, excludes: [sessions]}
                      schedule: {cron: "61 2 * * *", timeZone: Mars/Base, jiter: 5m}
                      objectives: {rpo: soon}
                      drill: {every: 7d}
                """);

        assertThat(faults)
                .extracting(fault -> fault.line() + ":" + fault.column() + " " + fault.field() + " " + fault.message())
                .anySatisfy(said -> assertThat(said)
                        .startsWith("6:20 spec.backups[0].environment there is no environment production"))
                .anySatisfy(said -> assertThat(said).startsWith("7:").contains("repository.passphrase", "the name of"))
                .anySatisfy(said -> assertThat(said).startsWith("9:").contains("paths[0]", "has to be absolute"))
                .anySatisfy(said -> assertThat(said).startsWith("10:").contains("there is another uploads"))
                .anySatisfy(said -> assertThat(said).startsWith("10:").contains("oplog", "at least 1s"))
                .anySatisfy(said -> assertThat(said).startsWith("10:").contains("database.collection"))
                .anySatisfy(said -> assertThat(said).startsWith("11:").contains("is no schedule of Unix cron"))
                .anySatisfy(said -> assertThat(said).startsWith("11:").contains("Mars/Base is no time zone"))
                .anySatisfy(said -> assertThat(said).startsWith("11:").contains("did you mean jitter?"))
                .anySatisfy(said -> assertThat(said).startsWith("12:").contains("is no duration"))
                .anySatisfy(said -> assertThat(said).startsWith("13:").contains("needs a schedule"));
    }

    @Test
    void variablesOfCommandsAreNamedOnceAndNoneIsSlipwaysOwn() {
        assertThat(invalid("""
                        metadata: {name: crm}
                        spec:
                          backups:
                            - name: nightly
                              environment: live
                              repository: {location: /srv/backups, passphrase: P}
                              sources:
                                - name: reports
                                  type: command
                                  command: [pg_dump]
                                  file: reports.sql
                                  environment:
                                    pass: [PGHOST, 1X]
                                    set: {PGHOST: here, SLIPWAY_RUN: mine}
                                    secrets: {PGPASSWORD: "my secret!"}
                              hooks:
                                before: ["./quiesce"]
                                environment: {secret: {A: B}}
                        """))
                .extracting(fault -> fault.line() + ":" + fault.column() + " " + fault.field() + " " + fault.message())
                .hasSize(5)
                .anySatisfy(said -> assertThat(said)
                        .startsWith("13:")
                        .contains("sources[0].environment.pass[1]", "the name of a variable"))
                .anySatisfy(said -> assertThat(said)
                        .startsWith("14:")
                        .contains("environment.set.PGHOST", "there is another PGHOST"))
                .anySatisfy(said ->
                        assertThat(said).startsWith("14:").contains("environment.set.SLIPWAY_RUN", "Slipway's own"))
                .anySatisfy(said -> assertThat(said)
                        .startsWith("15:")
                        .contains("environment.secrets.PGPASSWORD", "the name of a secret"))
                .anySatisfy(
                        said -> assertThat(said).startsWith("18:").contains("hooks.environment", "no field secret"));
    }

    @Test
    void fieldsOfOneKindOfSourceAreFaultsInAnother() {
        assertThat(invalid(policy("sources: [{name: a, type: files, paths: [/a], uri: X}]")))
                .singleElement()
                .satisfies(fault -> assertThat(fault.message()).contains("there is no field uri here"));
        assertThat(invalid(policy("sources: [{name: a, type: tape}]")))
                .anySatisfy(fault -> assertThat(fault.message()).contains("mongodb, files, kafka, command"));
    }

    @Test
    void nothingIsRemovedFromWhatIsAppendOnly() {
        assertThat(invalid("""
                        metadata: {name: crm}
                        spec:
                          backups:
                            - name: nightly
                              environment: live
                              repository: {location: /srv/backups, passphrase: P, appendOnly: true}
                              sources: [{name: a, type: files, paths: [/a]}]
                              retention: {last: 3}
                        """))
                .singleElement()
                .satisfies(fault -> assertThat(fault.message()).contains("nothing is ever removed"));
    }

    @Test
    void oldDataGoesOnlyWhereItCanAndWhenSomethingMovesIt() {
        String after = "archive: {after: 90d, tier: %s}, prune: {schedule: {cron: '0 5 * * 0'}}";
        assertThat(valid(archived("s3:https://s3.example.org/backups", after.formatted("deep_archive"))))
                .singleElement()
                .satisfies(policy ->
                        assertThat(policy.archive()).isEqualTo(new ArchiveSpec(Duration.ofDays(90), "deep_archive")));
        assertThat(valid(archived("gs:backups:/crm", after.formatted("COLDLINE"))))
                .hasSize(1);

        assertFault(archived("s3:https://s3.example.org/b", after.formatted("GLACIER")), "location", "names no bucket");
        assertFault(
                archived("s3:https://s3.example.org/backups", "archive: {tier: GLACIER}"), "archive.tier", "thawed");
        assertFault(
                archived("s3:https://s3.example.org/backups", after.formatted("COLDLINE")),
                "archive.tier",
                "no class of storage COLDLINE here, but STANDARD, STANDARD_IA");
        assertFault(archived("gs:backups:/crm", after.formatted("GLACIER")), "archive.tier", "NEARLINE");
        assertFault(archived("/srv/backups", after.formatted("GLACIER")), "archive.tier", "has no classes");
        assertFault(archived("sftp:a@nas:crm", "archive: {tier: GLACIER}"), "archive.tier", "has no classes");
        assertFault(
                archived("gs:backups:/crm", "archive: {after: 90d, tier: COLDLINE}"),
                "archive.after",
                "needs a schedule of prune");
        assertFault(
                archived("gs:backups:/crm, retentionLock: 7d", after.formatted("COLDLINE")),
                "archive.after",
                "moves nothing that is retained");
    }

    private void assertFault(String file, String field, String words) {
        assertThat(invalid(file)).singleElement().satisfies(fault -> {
            assertThat(fault.field()).endsWith(field);
            assertThat(fault.message()).contains(words);
            assertThat(fault.line()).isEqualTo(4);
        });
    }

    private static String archived(String location, String parts) {
        return """
                metadata: {name: crm}
                spec:
                  backups:
                    - {name: nightly, environment: live, repository: {location: %s, passphrase: P}, \
                sources: [{name: a, type: files, paths: [/a]}], %s}
                """.formatted(
                        location.contains(",") ? "'" + location.replace(", ", "', ") : "'" + location + "'", parts);
    }

    @Test
    void whatIsNoYamlIsRefusedWithItsPlace() {
        assertThat(invalid("spec: [1, 2")).singleElement().satisfies(fault -> {
            assertThat(fault.message()).startsWith("not valid YAML");
            assertThat(fault.line()).isPositive();
        });
    }

    @Test
    void everyFieldOfTheSchemaIsInTheReference() throws IOException {
        String reference = Files.readString(REFERENCE);
        for (JsonNode definition : PolicySchema.SOURCE.path("$defs")) {
            definition.path("properties").properties().forEach(property -> {
                String meaning = property.getValue().path("description").asString("");
                assertThat(meaning).as(property.getKey()).isNotBlank();
                assertThat(reference).contains("| `" + property.getKey() + "` |", meaning);
            });
        }
    }

    @Test
    void theExampleInTheReferenceIsTheOneThatIsTested() throws IOException {
        assertThat(Files.readString(REFERENCE)).contains(Files.readString(EXAMPLE));
    }

    private static String policy(String sources) {
        return """
                metadata: {name: crm}
                spec:
                  backups:
                    - name: nightly
                      environment: live
                      repository: {location: /srv/backups, passphrase: P}
                """ + "      " + sources + "\n";
    }

    private List<BackupPolicy> valid(String file) {
        ParsedPolicies parsed = parser.parse(file.getBytes(UTF_8));
        assertThat(parsed).isInstanceOf(ParsedPolicies.Valid.class);
        return ((ParsedPolicies.Valid) parsed).policies();
    }

    private List<Violation> invalid(String file) {
        ParsedPolicies parsed = parser.parse(file.getBytes(UTF_8));
        assertThat(parsed).isInstanceOf(ParsedPolicies.Invalid.class);
        return ((ParsedPolicies.Invalid) parsed).violations();
    }
}
