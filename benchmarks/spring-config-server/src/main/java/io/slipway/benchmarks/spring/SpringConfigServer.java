package io.slipway.benchmarks.spring;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.cloud.config.server.EnableConfigServer;

/** A Spring Cloud Config Server as its documentation makes one. */
@SpringBootConfiguration
@EnableAutoConfiguration
@EnableConfigServer
public class SpringConfigServer {
    public static void main(String[] args) {
        SpringApplication.run(SpringConfigServer.class, args);
    }
}
