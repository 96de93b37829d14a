package io.slipway.deploy.http;

import java.time.Duration;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The JSON Schema of {@code slipway.yaml}, for editors and for checks in CI. */
@RestController
final class SchemaController {
    private static final String NAME = "slipway-v1.schema.json";
    private static final MediaType SCHEMA = MediaType.parseMediaType("application/schema+json");

    @GetMapping("/api/v1/schemas/" + NAME)
    ResponseEntity<Resource> schema() {
        return ResponseEntity.ok()
                .contentType(SCHEMA)
                .cacheControl(CacheControl.maxAge(Duration.ofHours(1)))
                .body(new ClassPathResource("schemas/" + NAME));
    }
}
