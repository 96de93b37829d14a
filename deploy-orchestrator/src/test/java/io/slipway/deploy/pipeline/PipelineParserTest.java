package io.slipway.deploy.pipeline;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.slipway.events.Violation;
import io.slipway.events.deploy.DeploymentState;
import io.slipway.events.deploy.pipeline.ApplicationSpec;
import io.slipway.events.deploy.pipeline.BuildSpec;
import io.slipway.events.deploy.pipeline.EnvironmentSpec;
import io.slipway.events.deploy.pipeline.GateSpec;
import io.slipway.events.deploy.pipeline.QueueSpec;
import io.slipway.events.deploy.pipeline.StrategySpec;
import io.slipway.events.deploy.pipeline.TriggerSpec;
import io.slipway.events.json.Json;
import io.slipway.kit.aggregate.Directory;
import io.slipway.kit.yaml.DeclarationReader;
import io.slipway.kit.yaml.Durations;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class PipelineParserTest {
    private static final PipelineParser PARSER = new PipelineParser(Directory.NONE);

    private static final String SMALLEST = """
            apiVersion: slipway.io/v1
            kind: Application
            metadata: {name: greeter}
            spec:
              services:
                - {name: web, run: {command: [./run.sh]}}
              environments:
                - name: staging
                  target: {ports: {web: 18080}}
            """;

    @Test
    void readsEverythingTheFormatHas() throws IOException {
        ApplicationSpec spec = valid(file("greeter.yaml"));
        assertThat(spec.name()).isEqualTo("greeter");
        assertThat(spec.services().getFirst().build()).isInstanceOfSatisfying(BuildSpec.Command.class, build -> {
            assertThat(build.timeout()).isEqualTo(Duration.ofMinutes(5));
            assertThat(build.env()).containsEntry("LEVEL", "3");
        });
        EnvironmentSpec production = spec.environments().get(1);
        assertThat(production.strategy()).isInstanceOfSatisfying(StrategySpec.Canary.class, canary -> {
            assertThat(canary.steps())
                    .extracting(StrategySpec.Canary.Step::weight)
                    .containsExactly(10, 50);
            assertThat(canary.steps().getFirst().analysis().p95()).isEqualTo(Duration.ofMillis(250));
            assertThat(canary.steps().get(1).analysis()).isNull();
        });
        assertThat(production.gates())
                .containsExactly(
                        new GateSpec.PassedIn("staging-passed", "staging"),
                        new GateSpec.Http("api-up", "http://127.0.0.1:1/up", 200, Duration.ofSeconds(2)));
        assertThat(production.approval().expires()).isEqualTo(Duration.ofHours(24));
        assertThat(production.freeze().getFirst().timeZone()).isEqualTo(ZoneId.of("Europe/Berlin"));
        assertThat(production.promotion()).isEqualTo(EnvironmentSpec.Promotion.MANUAL);
        assertThat(spec.notifications().getFirst().states())
                .containsExactly(DeploymentState.SUCCEEDED, DeploymentState.ROLLED_BACK, DeploymentState.FAILED);
    }

    @Test
    void readsWhichEventsStartADeployment() {
        ApplicationSpec byImage = valid(SMALLEST
                + "  triggers: [{type: artifactPublished, service: web, repository: registry.example.org/shop/web}]\n");
        ApplicationSpec byChange =
                valid(SMALLEST.replace("run:", "build: {driver: command, command: [./build.sh]}, run:")
                        + "  triggers: [{type: changeMerged, repository: shop/web}]\n");

        assertThat(byImage.triggers())
                .containsExactly(new TriggerSpec.ArtifactPublished("web", "registry.example.org/shop/web"));
        assertThat(byChange.triggers()).containsExactly(new TriggerSpec.ChangeMerged("shop/web", "shop/web", "main"));
        assertThat(valid(SMALLEST).triggers()).isEmpty();
    }

    @Test
    void aTriggerWhoseEventBringsTooLittleIsAFault() {
        assertThat(invalid(SMALLEST + "  triggers: [{type: changeMerged, repository: shop/web}]\n"))
                .anySatisfy(fault -> assertThat(fault.message()).contains("web is prebuilt"));
        assertThat(invalid(
                        SMALLEST + "  triggers: [{type: artifactPublished, service: db, repository: r.example/x}]\n"))
                .anySatisfy(fault -> assertThat(fault.field()).isEqualTo("spec.triggers[0].service"));
        assertThat(invalid(SMALLEST + "  triggers: [{type: artifactPublished, service: web, repository: web}]\n"))
                .anySatisfy(fault -> assertThat(fault.field()).isEqualTo("spec.triggers[0].repository"));
    }

    @Test
    void whatIsLeftOutHasASaneDefault() {
        ApplicationSpec spec = valid(SMALLEST);
        assertThat(spec.services().getFirst().build()).isEqualTo(new BuildSpec.Prebuilt());
        assertThat(spec.services().getFirst().run().health().path()).isEqualTo("/healthz");
        EnvironmentSpec staging = spec.environments().getFirst();
        assertThat(staging.replicas()).isEqualTo(1);
        assertThat(staging.strategy()).isEqualTo(new StrategySpec.Recreate());
        assertThat(staging.target().driver()).isEqualTo("process");
        assertThat(staging.retry().attempts()).isEqualTo(2);
        assertThat(staging.timeouts().rollout()).isEqualTo(Duration.ofMinutes(5));
        assertThat(staging.onFailure()).isEqualTo(EnvironmentSpec.OnFailure.ROLLBACK);
        assertThat(staging.queue()).isEqualTo(QueueSpec.DEFAULT);
        assertThat(staging.approval()).isNull();
        assertThat(staging.verification().soak()).isZero();
    }

    @Test
    void theQueuePolicyIsReadByItsName() {
        assertThat(valid(SMALLEST + "      queue: {policy: cancelRunning, limit: 3}\n")
                        .environments()
                        .getFirst()
                        .queue())
                .isEqualTo(new QueueSpec(QueueSpec.Policy.CANCEL_RUNNING, 3));
        assertThat(only(SMALLEST + "      queue: {policy: cancel}\n").message()).contains("cancelRunning");
    }

    @Test
    void howLongASuccessServesBeforeItGoesOnIsReadAndNeedsSomethingToGoOn() {
        String soaking = SMALLEST + "      promoteAfter: 90m\n";
        assertThat(valid(soaking + "      promotion: auto\n")
                        .environments()
                        .getFirst()
                        .promoteAfter())
                .isEqualTo(Duration.ofMinutes(90));
        assertThat(valid(SMALLEST).environments().getFirst().promoteAfter()).isNull();
        assertThat(only(soaking).message()).contains("promotion: auto");
        assertThat(only(soaking.replace("90m", "long") + "      promotion: auto\n")
                        .message())
                .contains("duration");
    }

    @Test
    void theSpecificationSurvivesItsJson() throws IOException {
        ApplicationSpec spec = valid(file("greeter.yaml"));
        assertThat(Json.mapper().readValue(Json.write(spec), ApplicationSpec.class))
                .isEqualTo(spec);
    }

    @Test
    void theSameFileAsJsonSaysTheSame() {
        String json = """
                {"apiVersion": "slipway.io/v1", "kind": "Application", "metadata": {"name": "greeter"},
                 "spec": {"services": [{"name": "web", "run": {"command": ["./run.sh"]}}],
                          "environments": [{"name": "staging", "target": {"ports": {"web": 18080}}}]}}""";
        assertThat(valid(json)).isEqualTo(valid(SMALLEST));
    }

    @Test
    void theDigestIsOfTheBytes() {
        assertThat(PARSER.parse(SMALLEST.getBytes(UTF_8)))
                .isInstanceOfSatisfying(
                        ParsedPipeline.Valid.class,
                        parsed -> assertThat(parsed.digest()).matches("sha256:[0-9a-f]{64}"));
    }

    @Test
    void aMisspeltFieldIsNamedWithItsPlaceAndWhatWasMeant() {
        Violation fault = only(SMALLEST + "      replcas: 2\n");
        assertThat(fault.field()).isEqualTo("spec.environments[0].replcas");
        assertThat(fault.line()).isEqualTo(10);
        assertThat(fault.column()).isEqualTo(7);
        assertThat(fault.message()).contains("did you mean replicas?");
    }

    @Test
    void thresholdsThatNeedNoRequestAreRefused() {
        Violation fault = only(SMALLEST + "      verification: {traffic: {window: 5s, minRequests: 0}}\n");
        assertThat(fault.field()).isEqualTo("spec.environments[0].verification.traffic.minRequests");
        assertThat(fault.line()).isEqualTo(10);
        assertThat(fault.message()).contains("1");
    }

    @Test
    void everyFaultIsToldAtOnce() {
        List<Violation> faults = invalid("""
                apiVersion: slipway.io/v2
                kind: Application
                metadata: {}
                spec:
                  services:
                    - {name: web, run: {command: []}, dependsOn: [db]}
                    - {name: web, run: {command: [x]}}
                  environments:
                    - name: staging
                      target: {ports: {web: 0, cache: 80}}
                      timeouts: {build: soon}
                    - name: production
                      target: {ports: {web: 80}}
                      strategy:
                        type: canary
                        steps: [{weight: 50}, {weight: 10}]
                      gates: [{type: passedIn, name: a, environment: production}]
                      freeze: [{name: b, schedule: "61 * * * *", duration: 1h, timeZone: Mars/Olympus}]
                """);
        assertThat(faults)
                .extracting(Violation::field)
                .contains(
                        "apiVersion",
                        "metadata.name",
                        "spec.services[0].run.command",
                        "spec.services[0].dependsOn[0]",
                        "spec.services[1].name",
                        "spec.environments[0].target.ports.web",
                        "spec.environments[0].target.ports.cache",
                        "spec.environments[0].timeouts.build",
                        "spec.environments[1].target.ports.web",
                        "spec.environments[1].strategy.steps[1].weight",
                        "spec.environments[1].gates[0].environment",
                        "spec.environments[1].freeze[0].schedule",
                        "spec.environments[1].freeze[0].timeZone");
        assertThat(faults).allSatisfy(fault -> {
            assertThat(fault.line()).isPositive();
            assertThat(fault.column()).isPositive();
            assertThat(fault.message()).isNotBlank();
        });
    }

    @Test
    void aServiceWithoutAPortIsTold() {
        assertThat(only(SMALLEST.replace("{web: 18080}", "{}")).message()).contains("no port for the service web");
    }

    @Test
    void servicesThatWaitForEachOtherAreTold() {
        List<Violation> faults = invalid(SMALLEST.replace(
                        "- {name: web, run: {command: [./run.sh]}}",
                        "- {name: web, run: {command: [a]}, dependsOn: [api]}\n"
                                + "    - {name: api, run: {command: [a]}, dependsOn: [web]}")
                .replace("{web: 18080}", "{web: 1, api: 2}"));
        assertThat(faults)
                .hasSize(2)
                .allSatisfy(fault -> assertThat(fault.message()).contains("depends on itself"));
    }

    @Test
    void aFieldOfAnotherStrategyIsTold() {
        Violation fault = only(SMALLEST + "      strategy: {type: rolling, steps: []}\n");
        assertThat(fault.field()).isEqualTo("spec.environments[0].strategy.steps");
    }

    @Test
    void anUnknownStrategyIsAnsweredWithTheKnownOnes() {
        assertThat(only(SMALLEST + "      strategy: {type: bluegreen}\n").message())
                .contains("recreate, rolling, blueGreen, canary");
    }

    @Test
    void aKeyThatIsThereTwiceIsTold() {
        Violation fault = only(SMALLEST + "      replicas: 2\n      replicas: 3\n");
        assertThat(fault.message()).contains("in line 10");
        assertThat(fault.line()).isEqualTo(11);
    }

    @Test
    void brokenYamlIsToldWithItsPlace() {
        Violation fault = only("apiVersion: [1, 2\nkind: }");
        assertThat(fault.message()).startsWith("not valid YAML");
        assertThat(fault.line()).isEqualTo(2);
    }

    @Test
    void anEmptyFileIsTold() {
        assertThat(only("").message()).contains("empty");
        assertThat(only("# nothing\n").message()).contains("empty");
    }

    @Test
    void aSecondDocumentIsTold() {
        assertThat(only(SMALLEST + "---\na: b\n").message()).contains("more than one document");
    }

    @Test
    void bombsOfAnyKindAreRefused() {
        StringBuilder laughs = new StringBuilder("a0: &a0 [x]\n");
        for (int i = 1; i < 30; i++) {
            laughs.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
        }
        assertThat(only(laughs.toString()).message()).containsAnyOf("aliases", "values");
        assertThat(only("a: &a [*a]").message()).contains("contains itself");
        assertThat(only("[".repeat(100_000)).message()).contains("levels deep");
        assertThat(only("a".repeat(DeclarationReader.SIZE_LIMIT + 1)).message()).contains("bytes");
        assertThat(invalid(SMALLEST + "      replicas: " + "9".repeat(100_000))).hasSize(1);
    }

    @Test
    void tagsCannotMakeObjects() {
        assertThat(invalid(SMALLEST + "      replicas: !!java.io.File x\n")).isNotEmpty();
        assertThat(invalid(SMALLEST + "      replicas: !x 1\n")).isNotEmpty();
    }

    @Test
    void bytesThatAreNoTextAreTold() {
        assertThat(PARSER.parse(new byte[] {(byte) 0xff, (byte) 0xfe, 0}))
                .isInstanceOfSatisfying(
                        ParsedPipeline.Invalid.class,
                        parsed -> assertThat(parsed.violations().getFirst().message())
                                .contains("UTF-8"));
    }

    @Test
    void durationsAreWrittenAsPeopleDo() {
        assertThat(Durations.parse("250ms")).contains(Duration.ofMillis(250));
        assertThat(Durations.parse("1h30m")).contains(Duration.ofMinutes(90));
        assertThat(Durations.parse("PT0.5S")).contains(Duration.ofMillis(500));
        assertThat(Durations.parse("367d")).isEmpty();
        assertThat(Durations.parse("PT-5S")).isEmpty();
        assertThat(Durations.parse("5 m")).isEmpty();
        assertThat(Durations.parse("")).isEmpty();
    }

    private static Violation only(String file) {
        List<Violation> faults = invalid(file);
        assertThat(faults).hasSize(1);
        return faults.getFirst();
    }

    private static List<Violation> invalid(String file) {
        return switch (PARSER.parse(file.getBytes(UTF_8))) {
            case ParsedPipeline.Invalid invalid -> invalid.violations();
            case ParsedPipeline.Valid valid -> throw new AssertionError("no fault was found");
        };
    }

    private static ApplicationSpec valid(String file) {
        return switch (PARSER.parse(file.getBytes(UTF_8))) {
            case ParsedPipeline.Valid valid -> valid.spec();
            case ParsedPipeline.Invalid invalid ->
                throw new AssertionError(invalid.violations().toString());
        };
    }

    private static String file(String name) throws IOException {
        try (InputStream in = PipelineParserTest.class.getResourceAsStream("/pipelines/" + name)) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }
}
