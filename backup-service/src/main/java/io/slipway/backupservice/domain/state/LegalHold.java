package io.slipway.backupservice.domain.state;

import java.time.Instant;

/** A snapshot that is kept until somebody says otherwise. */
public record LegalHold(String policy, String snapshot, String by, String reason, Instant since) {}
