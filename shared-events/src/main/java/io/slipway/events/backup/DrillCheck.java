package io.slipway.events.backup;

/**
 * One thing that a drill compared.
 *
 * @param source the policy's name of it
 * @param name what was compared, such as {@code crm.contacts: documents}
 * @param expected as it was backed up
 * @param found as it was restored
 */
public record DrillCheck(String source, String name, boolean passed, String expected, String found) {}
