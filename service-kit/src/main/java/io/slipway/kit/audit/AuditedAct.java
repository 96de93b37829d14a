package io.slipway.kit.audit;

import org.jspecify.annotations.Nullable;

import io.slipway.events.audit.AuditEntry.Outcome;
import io.slipway.events.audit.AuditResource;

/**
 * Something that is about to be done, or was refused.
 *
 * @param action as in {@link io.slipway.events.audit.AuditEntry#action()}
 */
public record AuditedAct(
        String action,
        AuditResource resource,
        Outcome outcome,
        @Nullable String detail) {}
