package io.slipway.backup.tree;

/** An extended attribute of a file. */
public record ExtendedAttribute(String name, byte[] value) {}
