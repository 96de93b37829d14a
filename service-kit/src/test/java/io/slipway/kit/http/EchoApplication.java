package io.slipway.kit.http;

import java.time.Clock;
import java.util.List;
import java.util.Map;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.slipway.events.Refusal;
import io.slipway.events.Violation;
import io.slipway.kit.command.CommandEnvelopes;
import io.slipway.kit.command.CommandGateway;
import io.slipway.kit.kafka.KafkaSettings;
import io.slipway.kit.kafka.SkippedRecords;
import io.slipway.kit.view.ViewStore;

/** A service with nothing behind it. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import(HttpConfiguration.class)
class EchoApplication {
    @Bean
    CommandEnvelopes commandEnvelopes() {
        return new CommandEnvelopes(Clock.systemUTC());
    }

    @Bean
    CommandGateway commandGateway() {
        return new CommandGateway(
                KafkaSettings.of("127.0.0.1:1", "test"), List.of(), new SkippedRecords(new SimpleMeterRegistry()));
    }

    @Bean
    ViewStore viewStore() {
        return new ViewStore();
    }

    record Letter(String to, int copies, List<Line> lines) {}

    record Line(String text) {}

    @RestController
    static class EchoController {
        @GetMapping("/api/v1/whoami")
        Map<String, String> whoami(Actor actor) {
            return Map.of("name", actor.name());
        }

        @PostMapping(value = "/api/v1/letters", consumes = "application/json")
        Letter letter(@RequestBody Letter letter) {
            return letter;
        }

        @PostMapping("/api/v1/bytes")
        Map<String, Integer> bytes(@RequestBody byte[] body) {
            return Map.of("length", body.length);
        }

        @GetMapping("/api/v1/number")
        int number(@RequestParam int value) {
            return value;
        }

        @GetMapping("/api/v1/refused")
        String refused() {
            throw new ProblemException(new Refusal(
                    Refusal.Code.CONFLICT, "It is taken.", List.of(new Violation("a.b", 3, 4, "is wrong"))));
        }

        @GetMapping("/api/v1/broken")
        String broken() {
            throw new IllegalStateException("secret inner workings");
        }
    }
}
