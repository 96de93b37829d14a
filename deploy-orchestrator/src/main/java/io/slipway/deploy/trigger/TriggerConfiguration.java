package io.slipway.deploy.trigger;

import java.util.function.Consumer;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;

import io.micrometer.core.instrument.MeterRegistry;
import io.slipway.events.Topics;
import io.slipway.kit.command.CommandGateway;
import io.slipway.kit.edge.EdgeBinding;
import io.slipway.kit.view.ViewReader;
import io.slipway.kit.view.ViewStore;

/** The edge at which events from outside start deployments. */
@Configuration(proxyBeanMethods = false)
public class TriggerConfiguration {

    @Bean
    Consumer<Message<byte[]>> deployTriggers(
            CommandGateway gateway, ViewReader views, ViewStore store, MeterRegistry meters) {
        return new TriggeredDeployments(gateway, views, store, meters);
    }

    @Bean
    static EdgeBinding deployTriggersBinding() {
        return EdgeBinding.consumer("deployTriggers", Topics.INTAKE, "slipway-deploy-triggers");
    }
}
