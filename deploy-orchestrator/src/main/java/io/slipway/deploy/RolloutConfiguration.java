package io.slipway.deploy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.slipway.deploy.artifact.ArtifactStore;
import io.slipway.deploy.gatecheck.HttpGateHandler;
import io.slipway.deploy.rollout.ConvergeHandler;
import io.slipway.deploy.rollout.RolloutDriver;
import io.slipway.deploy.rollout.RolloutDrivers;
import io.slipway.deploy.rollout.process.ProcessDriver;
import io.slipway.deploy.rollout.process.Supervision;
import io.slipway.deploy.verify.VerifyHandler;
import io.slipway.events.deploy.task.ConvergeTask;
import io.slipway.events.deploy.task.GateTask;
import io.slipway.events.deploy.task.VerifyTask;
import io.slipway.kit.edge.CallGuards;
import io.slipway.kit.task.TaskHandler;

/** The workers that change and look at what runs. */
@Configuration(proxyBeanMethods = false)
public class RolloutConfiguration {

    @Bean
    ProcessDriver processDriver(
            @Value("${slipway.data:.slipway}") Path data,
            @Value("${slipway.process.address:127.0.0.1}") String proxyAddress,
            ArtifactStore store) {
        return new ProcessDriver(data.toAbsolutePath().resolve("process"), store, proxyAddress);
    }

    @Bean
    Supervision processSupervision(
            ProcessDriver driver, @Value("${slipway.process.supervision:5s}") Duration interval) {
        return new Supervision(driver, interval);
    }

    @Bean
    RolloutDrivers rolloutDrivers(List<RolloutDriver> drivers) {
        return new RolloutDrivers(drivers);
    }

    @Bean
    TaskHandler<ConvergeTask, ConvergeTask.Output> convergeHandler(RolloutDrivers drivers) {
        return new ConvergeHandler(drivers);
    }

    @Bean
    TaskHandler<VerifyTask, VerifyTask.Output> verifyHandler(RolloutDrivers drivers) {
        return new VerifyHandler(drivers);
    }

    @Bean
    TaskHandler<GateTask, GateTask.Output> gateHandler(CallGuards guards) {
        return new HttpGateHandler(guards);
    }
}
