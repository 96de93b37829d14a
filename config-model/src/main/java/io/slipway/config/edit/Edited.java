package io.slipway.config.edit;

/**
 * A document after a change.
 *
 * @param text all of it
 * @param kept whether everything but the key is as it was; else the document was written anew, without its comments
 */
public record Edited(String text, boolean kept) {}
