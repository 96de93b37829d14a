package io.slipway.kit.http.events;

import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Which events a client wants.
 *
 * @param topics of which topics, by their Kafka names
 * @param application of which application; null means all
 * @param deployment about which deployment; null means all
 * @param type beginning of the CloudEvents type; null means all
 */
record EventFilter(
        Set<String> topics,
        @Nullable String application,
        @Nullable String deployment,
        @Nullable String type) {
    boolean accepts(StreamedEvent event) {
        return topics.contains(event.partition().topic())
                && (application == null || application.equals(event.key()))
                && (deployment == null || deployment.equals(event.subject()))
                && (type == null || event.type().startsWith(type));
    }
}
