package io.slipway.deploy.config;

import java.util.function.Consumer;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;

import io.slipway.events.Topics;
import io.slipway.kit.command.CommandGateway;
import io.slipway.kit.edge.EdgeBinding;
import io.slipway.kit.forward.CommandForwarder;

/** The edge at which deployments hear whether they get a revision of the configuration back. */
@Configuration(proxyBeanMethods = false)
public class RestoreConfiguration {

    @Bean
    Consumer<Message<byte[]>> deployRestoreAnswers(CommandGateway gateway) {
        return new RestoreAnswers(forwarder(gateway));
    }

    @Bean
    static EdgeBinding deployRestoreAnswersBinding() {
        return EdgeBinding.consumer("deployRestoreAnswers", Topics.CONFIG_REPLIES, "slipway-deploy-restore-answers");
    }

    private static CommandForwarder forwarder(CommandGateway gateway) {
        return new CommandForwarder(
                gateway, Topics.DEPLOY_COMMANDS, Topics.DEPLOY_REPLIES, "/slipway/deploy-orchestrator/config");
    }
}
