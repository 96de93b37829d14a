package io.slipway.events.config.view;

import java.util.List;

import io.slipway.events.Document;
import io.slipway.events.MessageType;
import io.slipway.events.config.WrappedDataKey;

/**
 * The data keys of an application, wrapped. Who has this and not the key-encryption key can read nothing.
 *
 * @param environments those that have keys
 */
@MessageType(
        value = "io.slipway.config.keys.view.v1",
        description = "The data keys of an application's configuration, each encrypted under a key-encryption key.")
public record ConfigKeysView(String application, long revision, List<EnvironmentKeys> environments)
        implements Document {
    public ConfigKeysView {
        environments = List.copyOf(environments);
    }

    /** The record key. */
    public static String key(String application) {
        return "config-keys/" + application;
    }

    /** @param keys the oldest first; the newest of a kind encrypts */
    public record EnvironmentKeys(String environment, List<WrappedDataKey> keys) {
        public EnvironmentKeys {
            keys = List.copyOf(keys);
        }
    }
}
