package io.slipway.notification.deliver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ReceiveAWebhookGuideTest {
    private static final Path GUIDE = Path.of("../docs/how-to/receive-a-webhook.md");
    private static final Path SAMPLE = Path.of("src/test/java/io/slipway/notification/deliver/VerifySignature.java");

    @Test
    void theGuideShowsTheVerificationThatTheContractTestRuns() throws IOException {
        String source = Files.readString(SAMPLE);
        String begin = "// sample:begin\n";
        String sample = source.substring(source.indexOf(begin) + begin.length(), source.indexOf("// sample:end"));

        assertThat(Files.readString(GUIDE)).contains("```java\n" + sample + "```\n");
    }
}
