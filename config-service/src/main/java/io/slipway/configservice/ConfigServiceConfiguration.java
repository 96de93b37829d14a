package io.slipway.configservice;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import io.micrometer.core.instrument.MeterRegistry;
import io.slipway.configservice.domain.project.ConfigAggregate;
import io.slipway.configservice.domain.state.ConfigState;
import io.slipway.configservice.http.ConfigChangeController;
import io.slipway.configservice.http.ConfigCommands;
import io.slipway.configservice.http.ConfigController;
import io.slipway.configservice.http.Known;
import io.slipway.configservice.http.PromotionController;
import io.slipway.configservice.http.RolloutController;
import io.slipway.configservice.http.WatchController;
import io.slipway.configservice.observe.ObserveConfiguration;
import io.slipway.configservice.ofrep.FlagEvaluations;
import io.slipway.configservice.ofrep.OfrepController;
import io.slipway.configservice.serve.ConfigReads;
import io.slipway.configservice.source.ModelCheck;
import io.slipway.configservice.spring.SpringProtocolController;
import io.slipway.configservice.watch.WatchHub;
import io.slipway.events.config.ConfigCommand;
import io.slipway.events.config.ConfigEvent;
import io.slipway.kit.KitConfiguration;
import io.slipway.kit.aggregate.AggregateDefinition;
import io.slipway.kit.aggregate.Directory;
import io.slipway.kit.http.CommandEndpoint;
import io.slipway.kit.http.HttpConfiguration;
import io.slipway.kit.view.ViewStore;

/** Everything the config-service is, alone or beside other services in one context. */
@Configuration(proxyBeanMethods = false)
@Import({KitConfiguration.class, HttpConfiguration.class, ObserveConfiguration.class})
public class ConfigServiceConfiguration {

    @Bean
    AggregateDefinition<ConfigState, ConfigCommand, ConfigEvent> configAggregate(Directory directory) {
        return ConfigAggregate.definition(new ModelCheck(), directory);
    }

    @Bean
    ConfigReads configReads(ViewStore store) {
        return new ConfigReads(store);
    }

    @Bean
    Known configKnown(ConfigReads reads) {
        return new Known(reads);
    }

    @Bean
    ConfigCommands configCommands(CommandEndpoint endpoint) {
        return new ConfigCommands(endpoint);
    }

    @Bean
    ConfigController configController(ConfigReads reads, Known known) {
        return new ConfigController(reads, known);
    }

    @Bean
    ConfigChangeController configChangeController(ConfigCommands commands, ConfigReads reads) {
        return new ConfigChangeController(commands, reads);
    }

    @Bean
    PromotionController configPromotionController(Known known) {
        return new PromotionController(known);
    }

    @Bean
    RolloutController configRolloutController(ConfigCommands commands, Known known) {
        return new RolloutController(commands, known);
    }

    @Bean
    WatchHub configWatchHub(ConfigReads reads, ViewStore store, MeterRegistry meters) {
        return new WatchHub(reads, store, meters);
    }

    @Bean
    WatchController configWatchController(WatchHub hub, Known known) {
        return new WatchController(hub, known);
    }

    @Bean
    OfrepController ofrepController(ConfigReads reads) {
        return new OfrepController(new FlagEvaluations(reads));
    }

    @Bean
    SpringProtocolController springProtocolController(ConfigReads reads) {
        return new SpringProtocolController(reads);
    }
}
