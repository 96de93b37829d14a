/**
 * Topics of Kafka and the places of their readers: exported at one moment, restored into an empty cluster. The format is in
 * {@code docs/reference/backup-kafka.md}.
 */
@NullMarked
package io.slipway.backup.kafka;

import org.jspecify.annotations.NullMarked;
