package io.slipway.events.deploy;

/**
 * A commit of a git repository.
 *
 * @param hash in full
 * @param author their name
 * @param subject the first line of its message
 */
public record Commit(String hash, String author, String subject) {}
