package io.slipway.deploy.domain;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import io.slipway.events.deploy.DeployCommand;
import io.slipway.events.deploy.SourceRef;
import io.slipway.events.deploy.pipeline.ApplicationSpec;
import io.slipway.events.deploy.pipeline.BuildSpec;
import io.slipway.events.deploy.pipeline.EnvironmentSpec;
import io.slipway.events.deploy.pipeline.EnvironmentSpec.ApprovalSpec;
import io.slipway.events.deploy.pipeline.EnvironmentSpec.OnFailure;
import io.slipway.events.deploy.pipeline.EnvironmentSpec.Promotion;
import io.slipway.events.deploy.pipeline.FreezeWindow;
import io.slipway.events.deploy.pipeline.GateSpec;
import io.slipway.events.deploy.pipeline.QueueSpec;
import io.slipway.events.deploy.pipeline.RunSpec;
import io.slipway.events.deploy.pipeline.ServiceSpec;
import io.slipway.events.deploy.pipeline.StrategySpec;
import io.slipway.events.deploy.pipeline.TargetSpec;
import io.slipway.events.deploy.pipeline.TrafficThresholds;
import io.slipway.events.deploy.pipeline.VerificationSpec;

/** Applications and requests for tests. */
public final class Pipelines {
    public static final String SHOP = "shop";

    static final TrafficThresholds THRESHOLDS =
            new TrafficThresholds(Duration.ofMinutes(1), 50, 0.99, Duration.ofMillis(300), null);
    static final StrategySpec CANARY =
            new StrategySpec.Canary(List.of(new StrategySpec.Canary.Step(10, Duration.ofMinutes(2), THRESHOLDS)));
    private static final VerificationSpec NO_VERIFICATION = new VerificationSpec(List.of(), null, Duration.ZERO);
    static final VerificationSpec CHECKED = new VerificationSpec(
            List.of(new VerificationSpec.HttpCheck("home", "web", "/", 200, null, Duration.ofSeconds(2))),
            null,
            Duration.ZERO);

    private Pipelines() {}

    /** One service, staging by recreate that goes on to production by canary. */
    static ApplicationSpec stagingAndProduction() {
        return application(
                environment("staging").promotion(Promotion.AUTO).build(),
                environment("production")
                        .strategy(CANARY)
                        .verification(CHECKED)
                        .gates(new GateSpec.PassedIn("staging-passed", "staging"))
                        .build());
    }

    static ApplicationSpec application(EnvironmentSpec... environments) {
        return new ApplicationSpec(SHOP, List.of(service("web")), List.of(environments), List.of());
    }

    static ServiceSpec service(String name, String... dependsOn) {
        return new ServiceSpec(
                name,
                new BuildSpec.Command(List.of("./build.sh"), "dist", Map.of(), Duration.ofMinutes(5)),
                new RunSpec(
                        List.of("./run.sh"),
                        Map.of(),
                        new RunSpec.HealthSpec("/healthz", Duration.ofMillis(500), Duration.ofSeconds(30)),
                        Duration.ofSeconds(10)),
                List.of(dependsOn));
    }

    static Environment environment(String name) {
        return new Environment(name);
    }

    public static DeployCommand.Apply apply(ApplicationSpec spec) {
        return new DeployCommand.Apply(SHOP, spec, "sha256:" + spec.hashCode());
    }

    public static DeployCommand.Start start(@Nullable String environment, String version) {
        return new DeployCommand.Start(SHOP, environment, version, new SourceRef(null, null, "src"), Map.of(), null);
    }

    /** An environment in the making. */
    static final class Environment {
        private final String name;
        private StrategySpec strategy = new StrategySpec.Recreate();
        private List<GateSpec> gates = List.of();
        private @Nullable ApprovalSpec approval;
        private VerificationSpec verification = NO_VERIFICATION;
        private List<FreezeWindow> freeze = List.of();
        private Promotion promotion = Promotion.MANUAL;
        private @Nullable Duration promoteAfter;
        private OnFailure onFailure = OnFailure.ROLLBACK;
        private QueueSpec queue = QueueSpec.DEFAULT;
        private int attempts = 1;
        private List<String> breakGlass = List.of();
        private Map<String, Integer> ports = Map.of("web", 8080, "api", 8081);

        private Environment(String name) {
            this.name = name;
        }

        Environment strategy(StrategySpec to) {
            strategy = to;
            return this;
        }

        Environment gates(GateSpec... to) {
            gates = List.of(to);
            return this;
        }

        Environment approval(ApprovalSpec to) {
            approval = to;
            return this;
        }

        Environment verification(VerificationSpec to) {
            verification = to;
            return this;
        }

        Environment freeze(FreezeWindow... to) {
            freeze = List.of(to);
            return this;
        }

        Environment promotion(Promotion to) {
            promotion = to;
            return this;
        }

        Environment promoteAfter(Duration to) {
            promotion = Promotion.AUTO;
            promoteAfter = to;
            return this;
        }

        Environment onFailure(OnFailure to) {
            onFailure = to;
            return this;
        }

        Environment queue(QueueSpec.Policy policy, int limit) {
            queue = new QueueSpec(policy, limit);
            return this;
        }

        /** A port for each of these services and for no other. */
        Environment ports(String... services) {
            ports = new TreeMap<>();
            for (String service : services) {
                ports.put(service, 8080 + ports.size());
            }
            return this;
        }

        Environment breakGlass(String... roles) {
            breakGlass = List.of(roles);
            return this;
        }

        Environment attempts(int to) {
            attempts = to;
            return this;
        }

        EnvironmentSpec build() {
            return new EnvironmentSpec(
                    name,
                    new TargetSpec("process", ports),
                    2,
                    strategy,
                    gates,
                    approval,
                    verification,
                    freeze,
                    new EnvironmentSpec.Timeouts(Duration.ofMinutes(10), Duration.ofMinutes(5), Duration.ofMinutes(15)),
                    new EnvironmentSpec.RetrySpec(attempts, Duration.ofSeconds(2)),
                    promotion,
                    onFailure,
                    queue,
                    promoteAfter,
                    breakGlass);
        }
    }
}
