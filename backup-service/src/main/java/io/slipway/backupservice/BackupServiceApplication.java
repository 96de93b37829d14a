package io.slipway.backupservice;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/** The backup-service as a service of its own. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import(BackupServiceConfiguration.class)
public class BackupServiceApplication {
    public static void main(String[] args) {
        SpringApplication.run(BackupServiceApplication.class, args);
    }
}
