package io.slipway.events.deploy;

/**
 * Something that can be run, addressed by its content.
 *
 * @param digest {@code sha256:<hex>} of the bytes
 * @param uri where it is: {@code artifact:sha256:<hex>} in the orchestrator's store, or an image reference with digest
 * @param purl package URL, the id under which CDEvents name it
 * @param bytes its size; 0 where it is not known
 */
public record Artifact(String digest, String uri, String purl, long bytes) {}
