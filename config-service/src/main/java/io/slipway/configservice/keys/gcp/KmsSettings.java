package io.slipway.configservice.keys.gcp;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Key-encryption keys in Google Cloud KMS.
 *
 * @param keys as {@code gcp-kms://projects/…}; the first one wraps, all of them unwrap; none leaves everything to the keyset
 * @param wrap whether new data keys are wrapped here; otherwise the keyset wraps them, and these keys only unwrap
 * @param endpoint where Cloud KMS is
 * @param metadata where the metadata server is, which gives the token to sign in with
 * @param timeout how long one try may take
 */
@ConfigurationProperties("slipway.config.kms")
public record KmsSettings(
        @DefaultValue List<String> keys,
        @DefaultValue("true") boolean wrap,
        @DefaultValue("https://cloudkms.googleapis.com") URI endpoint,
        @DefaultValue("http://metadata.google.internal") URI metadata,
        @DefaultValue("3s") Duration timeout) {

    /** @throws IllegalArgumentException when data keys and the token would go over a network in the clear */
    public KmsSettings {
        keys = List.copyOf(keys);
        if (!"https".equals(endpoint.getScheme()) && !isLoopback(endpoint)) {
            throw new IllegalArgumentException(
                    "slipway.config.kms.endpoint: " + endpoint + " has to be https, or on this host");
        }
        if (!timeout.isPositive()) {
            throw new IllegalArgumentException("slipway.config.kms.timeout has to be more than nothing");
        }
    }

    private static boolean isLoopback(URI endpoint) {
        try {
            return endpoint.getHost() != null
                    && InetAddress.getByName(endpoint.getHost()).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
