package io.slipway.cli.dr;

import java.time.Duration;

/**
 * One step of a drill, and what came of it.
 *
 * @param detail what was done, or what went wrong
 */
record DrillStep(String title, boolean passed, Duration took, String detail) {}
