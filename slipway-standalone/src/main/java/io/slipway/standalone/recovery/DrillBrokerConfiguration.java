package io.slipway.standalone.recovery;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.slipway.backupservice.work.ScratchKafka;

/** Has the backup-service rehearse the restore of topics in a broker that is started for it. */
@Configuration(proxyBeanMethods = false)
public class DrillBrokerConfiguration {
    @Bean
    ScratchKafka drillBrokers() {
        return new DrillBrokerProcess();
    }
}
