package io.slipway.config.application;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.slipway.config.check.CheckContext;
import io.slipway.config.document.Fault;
import io.slipway.config.document.Parsed;
import io.slipway.events.config.EnvironmentPolicy;
import io.slipway.events.config.RolloutStage;
import io.slipway.events.deploy.pipeline.ApprovalGroup;
import io.slipway.events.deploy.pipeline.EnvironmentSpec.ApprovalSpec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class ConfigApplicationTest {
    private static final String GOOD = """
            environments:
              - name: staging
              - name: production
                promotedFrom: staging
                approvals: 2
                stages:
                  - group: canary
                    soak: 90s
                  - percent: 25
                    soak: 2h
            services: [web, api]
            """;

    @Test
    void aDeclarationSaysHowARevisionReachesEachEnvironment() {
        ConfigApplication shop = read(Map.of("slipway-config.yaml", GOOD)).orThrow();

        assertThat(shop.declaration().services()).containsExactly("web", "api");
        assertThat(shop.declaration().environments())
                .containsExactly(
                        new EnvironmentPolicy("staging", null, 0, List.of(RolloutStage.all())),
                        new EnvironmentPolicy(
                                "production",
                                "staging",
                                2,
                                List.of(
                                        new RolloutStage(100, "canary", Duration.ofSeconds(90)),
                                        new RolloutStage(25, null, Duration.ofHours(2)),
                                        RolloutStage.all())));
    }

    @Test
    void theDeclarationIsPartOfTheRevision() {
        Map<String, String> documents = Map.of("slipway-config.yaml", GOOD, "base/application.yaml", "a: 1\n");
        Map<String, String> other = new HashMap<>(documents);
        other.put("slipway-config.yaml", GOOD.replace("approvals: 2", "approvals: 1"));

        assertThat(read(documents).orThrow().revision())
                .isEqualTo(read(documents).orThrow().revision())
                .isNotEqualTo(read(other).orThrow().revision());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            name: staging         | name: Staging            | 2 | environments[0].name
            promotedFrom: staging | promotedFrom: production | 4 | environments[1].promotedFrom
            name: production      | name: staging            | 3 | environments[1].name
            approvals: 2          | approvals: 11            | 5 | environments[1].approvals
            approvals: 2          | approvers: 2             | 5 | environments[1].approvers
            soak: 2h              | soak: soon               | 10 | environments[1].stages[1].soak
            soak: 2h              | soak: 8d                 | 10 | environments[1].stages[1].soak
            percent: 25           | percent: 0               | 9 | environments[1].stages[1].percent
            group: canary         | gruop: canary            | 7 | environments[1].stages[0].gruop
            '[web, api]'          | '[web, A P I]'           | 11 | services[1]
            """)
    void whatIsWrongWithADeclarationIsToldWithItsPlace(String good, String bad, int line, String field) {
        List<Fault> faults =
                read(Map.of("slipway-config.yaml", GOOD.replace(good, bad))).faults();

        assertThat(faults).anySatisfy(fault -> {
            assertThat(fault.document()).isEqualTo("slipway-config.yaml");
            assertThat(fault.line()).isEqualTo(line);
            assertThat(fault.field()).isEqualTo(field);
        });
    }

    @Test
    void anEnvironmentWithoutADocumentOfItsOwnIsCheckedToo() {
        ConfigApplication application = read(Map.of(
                        "slipway-config.yaml", GOOD,
                        "slipway-config.schema.json", "{\"properties\": {\"timeout\": {\"type\": \"integer\"}}}",
                        "base/application.yaml", "timeout: long\n",
                        "environments/production/application.yaml", "timeout: 30\n"))
                .orThrow();

        assertThat(application.check(CheckContext.offline("shop")))
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.document()).isEqualTo("base/application.yaml");
                    assertThat(fault.message()).endsWith("(in staging)");
                });
    }

    @Test
    void groupsOfPeopleAreDeclaredAsInAPipeline() {
        String approval =
                "approval: {groups: [{name: owners, required: 2, approvers: [alice, bob, carol]}], expires: 8h}";

        assertThat(read(Map.of("slipway-config.yaml", GOOD.replace("approvals: 2", approval)))
                        .orThrow()
                        .declaration()
                        .environments()
                        .getLast()
                        .approval())
                .isEqualTo(new ApprovalSpec(
                        1,
                        List.of(),
                        Duration.ofHours(8),
                        List.of(),
                        List.of(new ApprovalGroup("owners", 2, List.of("alice", "bob", "carol"), List.of())),
                        null));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            approval: yes                                      | approval
            approval: {required: 11}                           | approval.required
            approval: {required: 1, groups: [{name: owners}]}  | approval.groups
            approval: {groups: [{name: a}, {name: a}]}         | approval.groups[1].name
            approval: {approver: [alice]}                      | approval.approver
            approval: {excludeRequester: maybe}                | approval.excludeRequester
            """)
    void whatIsWrongWithAnApprovalIsToldWithItsPlace(String approval, String field) {
        assertThat(read(Map.of("slipway-config.yaml", GOOD.replace("approvals: 2", approval)))
                        .faults())
                .anySatisfy(fault -> {
                    assertThat(fault.line()).isEqualTo(5);
                    assertThat(fault.field()).isEqualTo("environments[1]." + field);
                });
    }

    @Test
    void theFaultsOfAllDocumentsComeTogether() {
        List<Fault> faults = read(Map.of(
                        "slipway-config.yaml", "environments: []\n",
                        "base/application.yaml", "a: 1\na: 2\n",
                        "base/picture.png", "x"))
                .faults();

        assertThat(faults)
                .extracting(Fault::document)
                .contains("slipway-config.yaml", "base/application.yaml", "base/picture.png");
    }

    @Test
    void aLayerForWhatNobodyDeclaredIsRefused() {
        List<Fault> faults = read(Map.of(
                        "slipway-config.yaml", GOOD,
                        "environments/prodction/application.yaml", "a: 1\n",
                        "services/wbe/application.yaml", "a: 1\n"))
                .faults();

        assertThat(faults)
                .extracting(Fault::message)
                .containsExactly(
                        "slipway-config.yaml declares no environment prodction",
                        "slipway-config.yaml declares no service wbe");
    }

    @Test
    void withoutADeclarationThereIsNoConfiguration() {
        assertThat(read(Map.of("base/application.yaml", "a: 1\n")).faults())
                .extracting(Fault::toString)
                .containsExactly("slipway-config.yaml: is missing; it declares the environments");
    }

    private static Parsed<ConfigApplication> read(Map<String, String> texts) {
        Map<String, byte[]> documents = new HashMap<>();
        texts.forEach((path, text) -> documents.put(path, text.getBytes(UTF_8)));
        return ConfigApplication.of(documents);
    }
}
