package io.slipway.kit.observability;

import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** Correlation ids for everything that comes in over HTTP. */
@Configuration(proxyBeanMethods = false)
public class ObservabilityConfiguration {
    /** Right after the filter that observes requests, so that all log lines but its own carry the id. */
    public static final int CORRELATION_ORDER = Ordered.HIGHEST_PRECEDENCE + 10;

    @Bean
    FilterRegistrationBean<CorrelationFilter> slipwayCorrelationFilter() {
        var registration = new FilterRegistrationBean<>(new CorrelationFilter());
        registration.setOrder(CORRELATION_ORDER);
        return registration;
    }
}
