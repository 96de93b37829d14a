package io.slipway.events.backup.runbook;

import java.util.List;

/**
 * One thing to do.
 *
 * @param title what
 * @param words why, and what to look out for
 * @param commands to copy, a line each; empty where there is nothing to type
 */
record RecoveryStep(String title, String words, List<String> commands) {}
