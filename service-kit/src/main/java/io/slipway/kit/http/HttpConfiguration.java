package io.slipway.kit.http;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.apache.catalina.core.StandardHost;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

import io.slipway.events.json.Json;
import io.slipway.kit.aggregate.Directory;
import io.slipway.kit.command.CommandEnvelopes;
import io.slipway.kit.command.CommandGateway;
import io.slipway.kit.observability.ObservabilityConfiguration;
import io.slipway.kit.view.ViewStore;

import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The HTTP interface that all services share. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({HttpSettings.class, AccessSettings.class})
@Import(ObservabilityConfiguration.class)
public class HttpConfiguration implements WebMvcConfigurer {
    /** Largest request body, in bytes. */
    public static final long BODY_LIMIT = 1024L * 1024;

    /** The name of the generated token, and of the role that may do everything. */
    private static final String ADMIN = "admin";

    @Bean
    FilterRegistrationBean<BodyLimitFilter> slipwayBodyLimitFilter() {
        var registration = new FilterRegistrationBean<>(new BodyLimitFilter(BODY_LIMIT));
        registration.setOrder(ObservabilityConfiguration.CORRELATION_ORDER + 2);
        return registration;
    }

    @Bean
    FilterRegistrationBean<ContentTypeFilter> slipwayContentTypeFilter() {
        var registration = new FilterRegistrationBean<>(new ContentTypeFilter());
        registration.setOrder(ObservabilityConfiguration.CORRELATION_ORDER + 3);
        return registration;
    }

    @Bean
    FilterRegistrationBean<TokenFilter> slipwayTokenFilter(HttpSettings settings, AccessSettings access) {
        Tokens tokens = Tokens.of(settings);
        for (String trusted : access.trustedTokens()) {
            if (!tokens.has(trusted)) {
                throw new IllegalStateException(
                        "slipway.access.trusted-tokens names " + trusted + ", and there is no token of this name");
            }
        }
        var registration =
                new FilterRegistrationBean<>(new TokenFilter(tokens, access.trustedTokens(), settings.anonymous()));
        registration.setOrder(ObservabilityConfiguration.CORRELATION_ORDER + 1);
        return registration;
    }

    /** Who has which role; the holder of the generated admin token is an admin. */
    @Bean
    Directory slipwayDirectory(HttpSettings settings, AccessSettings access) {
        Map<String, Set<String>> roles = new HashMap<>(access.roles());
        if (!roles.isEmpty() && settings.adminTokenFile() != null) {
            Set<String> admins = new HashSet<>(roles.getOrDefault(ADMIN, Set.of()));
            admins.add(ADMIN);
            roles.put(ADMIN, admins);
        }
        return new Directory(roles);
    }

    @Bean
    ProblemHandler slipwayProblemHandler() {
        return new ProblemHandler();
    }

    @Bean
    ErrorPage slipwayErrorPage() {
        return new ErrorPage();
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> slipwayProblemValve() {
        return factory -> factory.addContextCustomizers(context -> {
            if (context.getParent() instanceof StandardHost host) {
                host.setErrorReportValveClass(ProblemValve.class.getName());
            }
        });
    }

    /** What a connection that is merely held open takes; requests are small, and large bodies come in more pieces. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> slipwayConnectionMemory() {
        return factory ->
                factory.addConnectorCustomizers(connector -> connector.setProperty("socket.appReadBufSize", "2048"));
    }

    @Bean
    SentCommands slipwaySentCommands() {
        return new SentCommands();
    }

    @Bean
    CommandEndpoint slipwayCommandEndpoint(
            CommandGateway gateway,
            CommandEnvelopes envelopes,
            ViewStore views,
            SentCommands sent,
            ObjectProvider<CommandScreen> screens) {
        return new CommandEndpoint(
                gateway, envelopes, views, sent, screens.stream().toList());
    }

    @Bean
    CommandController slipwayCommandController(CommandGateway gateway, SentCommands sent) {
        return new CommandController(gateway, sent);
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new ActorResolver());
    }

    @Override
    public void configureMessageConverters(HttpMessageConverters.ServerBuilder builder) {
        builder.withJsonConverter(new JacksonJsonHttpMessageConverter(requestMapper()));
    }

    /** Writes the platform's dialect; reads strictly, so that a misspelt field is an error and not a silence. */
    static JsonMapper requestMapper() {
        return Json.mapper()
                .rebuild()
                .enable(
                        DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                        DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
    }
}
