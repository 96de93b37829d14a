package io.slipway.configservice.observe;

import java.util.function.Consumer;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.messaging.Message;

import io.slipway.events.Topics;
import io.slipway.kit.command.CommandGateway;
import io.slipway.kit.edge.EdgeBinding;
import io.slipway.kit.edge.EdgeConfiguration;
import io.slipway.kit.forward.CommandForwarder;

/** The edges at which the configuration context hears of the others. */
@Configuration(proxyBeanMethods = false)
@Import(EdgeConfiguration.class)
public class ObserveConfiguration {

    @Bean
    Consumer<Message<byte[]>> configPipelines(CommandGateway gateway) {
        return new PipelineObserver(forwarder(gateway));
    }

    @Bean
    static EdgeBinding configPipelinesBinding() {
        return EdgeBinding.consumer("configPipelines", Topics.DEPLOY_EVENTS, "slipway-config-pipelines");
    }

    @Bean
    Consumer<Message<byte[]>> configAlerts(CommandGateway gateway) {
        return new AlertObserver(forwarder(gateway));
    }

    @Bean
    static EdgeBinding configAlertsBinding() {
        return EdgeBinding.consumer("configAlerts", Topics.ALERTS, "slipway-config-alerts");
    }

    private static CommandForwarder forwarder(CommandGateway gateway) {
        return new CommandForwarder(
                gateway, Topics.CONFIG_COMMANDS, Topics.CONFIG_REPLIES, "/slipway/config-service/observe");
    }
}
