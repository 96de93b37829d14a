package io.slipway.kit.topics;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.FinalizedVersionRange;

/** What must be true of a cluster before anything is written to it. */
final class ClusterChecks {
    private static final String TRANSACTION_VERSION = "transaction.version";
    private static final short REQUIRED = 2;

    private ClusterChecks() {}

    /**
     * Refuses clusters whose transactions can be torn: before transaction version 2 (KIP-890) a late write of a client
     * that was declared dead could end up in a transaction it did not belong to.
     */
    static void require(Admin admin) {
        FinalizedVersionRange range = AdminCalls.require(
                        admin.describeFeatures().featureMetadata(), "tell its features")
                .finalizedFeatures()
                .get(TRANSACTION_VERSION);
        requireTransactions(range == null ? (short) 0 : range.maxVersionLevel());
    }

    static void requireTransactions(short version) {
        if (version < REQUIRED) {
            throw new ClusterUnfitException(
                    "the cluster's finalized " + TRANSACTION_VERSION + " is " + version + ", expected at least "
                            + REQUIRED
                            + "; upgrade the brokers to Kafka 4 and run:"
                            + " kafka-features.sh upgrade --feature " + TRANSACTION_VERSION + "=" + REQUIRED,
                    null);
        }
    }
}
