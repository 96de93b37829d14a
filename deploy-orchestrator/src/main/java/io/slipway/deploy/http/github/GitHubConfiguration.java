package io.slipway.deploy.http.github;

import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.slipway.deploy.http.DeployCommands;
import io.slipway.deploy.http.DeployViews;
import io.slipway.kit.http.CommandEndpoint;
import io.slipway.kit.observability.ObservabilityConfiguration;
import io.slipway.kit.view.ViewStore;

/** GitHub's deployments API beside our own. */
@Configuration(proxyBeanMethods = false)
public class GitHubConfiguration {
    @Bean
    GitHubDeploymentController gitHubDeploymentController(CommandEndpoint endpoint, ViewStore store) {
        return new GitHubDeploymentController(new DeployCommands(endpoint), new DeployViews(store));
    }

    @Bean
    GitHubOpenApi gitHubOpenApi() {
        return new GitHubOpenApi();
    }

    /** Outside of all that could refuse a request. */
    @Bean
    FilterRegistrationBean<GitHubDialect> gitHubDialect() {
        var registration = new FilterRegistrationBean<>(new GitHubDialect());
        registration.addUrlPatterns("/repos/*", GitHubDeploymentController.ENTERPRISE + "/*");
        registration.setOrder(ObservabilityConfiguration.CORRELATION_ORDER - 1);
        return registration;
    }
}
