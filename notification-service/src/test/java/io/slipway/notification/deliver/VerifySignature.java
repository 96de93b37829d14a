package io.slipway.notification.deliver;

// The sample of docs/how-to/receive-a-webhook.md; ReceiveAWebhookGuideTest holds the two together.
// sample:begin
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import static java.nio.charset.StandardCharsets.UTF_8;

final class VerifySignature {
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    private VerifySignature() {}

    /** Whether the body comes from Slipway, unchanged, and was signed within five minutes of now. */
    static boolean verify(String secret, String timestamp, String signature, byte[] body, Instant now) {
        if (!timestamp.matches("\\d{1,12}")) {
            return false;
        }
        Instant signedAt = Instant.ofEpochSecond(Long.parseLong(timestamp));
        if (Duration.between(signedAt, now).abs().compareTo(TOLERANCE) > 0) {
            return false;
        }
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
            mac.update((timestamp + ".").getBytes(UTF_8));
            String expected = "v1=" + HexFormat.of().formatHex(mac.doFinal(body));
            return MessageDigest.isEqual(expected.getBytes(UTF_8), signature.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
// sample:end
