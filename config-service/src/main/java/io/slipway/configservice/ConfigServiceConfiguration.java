package io.slipway.configservice;

import java.time.Clock;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import io.micrometer.core.instrument.MeterRegistry;
import io.slipway.configservice.audit.ReadAuditFilter;
import io.slipway.configservice.domain.project.ConfigAggregate;
import io.slipway.configservice.domain.state.ConfigState;
import io.slipway.configservice.fleet.Fleet;
import io.slipway.configservice.http.ChangesController;
import io.slipway.configservice.http.ConfigChangeController;
import io.slipway.configservice.http.ConfigCommands;
import io.slipway.configservice.http.ConfigController;
import io.slipway.configservice.http.ConfigOpenApi;
import io.slipway.configservice.http.InstanceController;
import io.slipway.configservice.http.KeyController;
import io.slipway.configservice.http.Known;
import io.slipway.configservice.http.PolicyController;
import io.slipway.configservice.http.PromotionController;
import io.slipway.configservice.http.ReadFilter;
import io.slipway.configservice.http.RolloutController;
import io.slipway.configservice.http.SecretController;
import io.slipway.configservice.http.SecretScreen;
import io.slipway.configservice.http.WatchController;
import io.slipway.configservice.keys.Keyring;
import io.slipway.configservice.keys.KeysetSettings;
import io.slipway.configservice.keys.OutsideKeys;
import io.slipway.configservice.keys.RememberingKeyWrapper;
import io.slipway.configservice.keys.SecretBoxes;
import io.slipway.configservice.keys.gcp.CloudKmsKeyWrapper;
import io.slipway.configservice.keys.gcp.KmsSettings;
import io.slipway.configservice.observe.ObservedEvents;
import io.slipway.configservice.ofrep.FlagEvaluations;
import io.slipway.configservice.ofrep.OfrepController;
import io.slipway.configservice.policy.PolicyReports;
import io.slipway.configservice.secrets.Encryption;
import io.slipway.configservice.secrets.KeyRotation;
import io.slipway.configservice.secrets.SecretAccess;
import io.slipway.configservice.secrets.SecretKeys;
import io.slipway.configservice.secrets.SecretReads;
import io.slipway.configservice.serve.ConfigReads;
import io.slipway.configservice.source.ModelCheck;
import io.slipway.configservice.spring.SpringProtocolController;
import io.slipway.configservice.spring.SpringReadFilter;
import io.slipway.configservice.spring.SpringSecrets;
import io.slipway.configservice.watch.WatchHub;
import io.slipway.events.config.ConfigCommand;
import io.slipway.events.config.ConfigEvent;
import io.slipway.kit.KitConfiguration;
import io.slipway.kit.aggregate.AggregateDefinition;
import io.slipway.kit.aggregate.Directory;
import io.slipway.kit.audit.AuditTrail;
import io.slipway.kit.edge.CallGuards;
import io.slipway.kit.http.CommandEndpoint;
import io.slipway.kit.http.HttpConfiguration;
import io.slipway.kit.http.openapi.OpenApiConfiguration;
import io.slipway.kit.observability.ObservabilityConfiguration;
import io.slipway.kit.view.ViewStore;

/** Everything the config-service is, alone or beside other services in one context. */
@Configuration(proxyBeanMethods = false)
@Import({KitConfiguration.class, HttpConfiguration.class, OpenApiConfiguration.class})
@EnableConfigurationProperties({KeysetSettings.class, KmsSettings.class, DriftSettings.class})
public class ConfigServiceConfiguration {
    /** There are two for each environment of an application. */
    private static final int REMEMBERED_DATA_KEYS = 10_000;

    @Bean
    AggregateDefinition<ConfigState, ConfigCommand, ConfigEvent> configAggregate(
            ModelCheck check, SecretBoxes boxes, Directory directory, DriftSettings drift) {
        return ConfigAggregate.definition(check, boxes, directory, drift.terms())
                .reading(ObservedEvents.sources());
    }

    @Bean
    Keyring configKeyring(
            KeysetSettings keyset,
            KmsSettings kms,
            ObjectProvider<CallGuards> guards,
            MeterRegistry meters,
            Clock clock) {
        if (kms.keys().isEmpty()) {
            return new Keyring(keyset);
        }
        CallGuards guarding = guards.getIfAvailable(() -> new CallGuards(meters));
        return new Keyring(
                keyset,
                new OutsideKeys(
                        new RememberingKeyWrapper(new CloudKmsKeyWrapper(kms, guarding, clock), REMEMBERED_DATA_KEYS),
                        kms.wrap()));
    }

    @Bean
    SecretBoxes configSecretBoxes(Keyring keyring) {
        return new SecretBoxes(keyring);
    }

    @Bean
    ModelCheck configModelCheck(SecretBoxes boxes) {
        return new ModelCheck(boxes);
    }

    @Bean
    SecretScreen configSecretScreen(ModelCheck check, ConfigReads reads) {
        return new SecretScreen(check, reads);
    }

    @Bean
    SecretKeys configSecretKeys(ViewStore store, SecretBoxes boxes) {
        return new SecretKeys(store, boxes);
    }

    @Bean
    SecretAccess configSecretAccess(Directory directory) {
        return new SecretAccess(directory);
    }

    @Bean
    SecretReads configSecretReads(SecretAccess access, SecretKeys keys, AuditTrail audit) {
        return new SecretReads(access, keys, audit);
    }

    @Bean
    SecretController configSecretController(
            Known known,
            SecretReads secrets,
            Keyring keyring,
            SecretKeys keys,
            ViewStore store,
            SecretAccess access,
            ConfigCommands commands) {
        return new SecretController(known, secrets, new Encryption(keyring, keys, store), access, commands);
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
    ConfigOpenApi configOpenApi() {
        return new ConfigOpenApi();
    }

    @Bean
    FilterRegistrationBean<ReadFilter> configReadFilter(ConfigReads reads) {
        var registration = new FilterRegistrationBean<>(new ReadFilter(reads));
        // Behind the one that asks for a token.
        registration.setOrder(ObservabilityConfiguration.CORRELATION_ORDER + 5);
        return registration;
    }

    @Bean
    FilterRegistrationBean<SpringReadFilter> configSpringReadFilter(ConfigReads reads) {
        var registration = new FilterRegistrationBean<>(new SpringReadFilter(reads));
        registration.addUrlPatterns("/spring/*");
        registration.setOrder(ObservabilityConfiguration.CORRELATION_ORDER + 5);
        return registration;
    }

    @Bean
    FilterRegistrationBean<ReadAuditFilter> configReadAuditFilter(AuditTrail audit, Clock clock) {
        var registration = new FilterRegistrationBean<>(new ReadAuditFilter(audit, clock));
        registration.addUrlPatterns("/api/v1/config/*", "/spring/*", "/ofrep/*");
        // Around the one that answers plain reads, behind the one that asks for a token.
        registration.setOrder(ObservabilityConfiguration.CORRELATION_ORDER + 4);
        return registration;
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
    ChangesController configChangesController(Known known) {
        return new ChangesController(known);
    }

    @Bean
    PolicyController configPolicyController(Known known, ConfigReads reads, Clock clock) {
        return new PolicyController(known, new PolicyReports(reads, clock));
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
    KeyController configKeyController(
            Keyring keyring,
            SecretKeys keys,
            ViewStore store,
            SecretAccess access,
            AuditTrail audit,
            ConfigCommands commands) {
        return new KeyController(new KeyRotation(keyring, keys, store), access, audit, commands);
    }

    @Bean
    InstanceController configInstanceController(
            ConfigReads reads, Known known, ConfigCommands commands, DriftSettings drift, Clock clock) {
        return new InstanceController(reads, known, commands, new Fleet(clock, drift.forgetAfter()), clock);
    }

    @Bean
    SpringProtocolController springProtocolController(ConfigReads reads, SecretReads secrets) {
        return new SpringProtocolController(reads, new SpringSecrets(secrets));
    }
}
