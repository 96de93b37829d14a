package io.slipway.events;

/** A fact. It has happened, and whoever reads it may rely on it. */
public non-sealed interface Event extends Message {}
