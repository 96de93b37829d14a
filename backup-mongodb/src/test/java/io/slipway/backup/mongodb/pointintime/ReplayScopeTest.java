package io.slipway.backup.mongodb.pointintime;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.bson.BsonTimestamp;
import org.junit.jupiter.api.Test;

import io.slipway.backup.mongodb.NamespaceSelection;
import io.slipway.backup.mongodb.oplog.OplogTime;
import io.slipway.backup.mongodb.restore.NamespaceMapping;
import io.slipway.backup.repository.ObjectId;

import static org.assertj.core.api.Assertions.assertThat;

class ReplayScopeTest {
    private static final OplogTime TIME = OplogTime.of(new BsonTimestamp(10, 1));

    /** How far one restore came must not be taken for how far another one came. */
    @Test
    void aRestoreToAnotherPlaceOrOfSomethingElseIsAnotherRestore() {
        String whole = name(NamespaceSelection.ALL, NamespaceMapping.shadowDatabases("_a"));

        assertThat(name(NamespaceSelection.ALL, NamespaceMapping.shadowDatabases("_a")))
                .isEqualTo(whole);
        assertThat(List.of(
                        name(NamespaceSelection.ALL, NamespaceMapping.shadowDatabases("_b")),
                        name(NamespaceSelection.ALL, NamespaceMapping.shadowCollections("_a")),
                        name(NamespaceSelection.ALL, NamespaceMapping.database("crm", "x")),
                        name(NamespaceSelection.of("crm"), NamespaceMapping.shadowDatabases("_a")),
                        name(
                                new NamespaceSelection(List.of(), List.of("crm")),
                                NamespaceMapping.shadowDatabases("_a"))))
                .doesNotContain(whole)
                .doesNotHaveDuplicates();
    }

    @Test
    void theOrderOfTheMappingMakesNoDifference() {
        assertThat(name(NamespaceSelection.ALL, databases(Map.of("a", "x", "b", "y", "c", "z"))))
                .isEqualTo(name(NamespaceSelection.ALL, databases(Map.of("c", "z", "b", "y", "a", "x"))));
    }

    private static NamespaceMapping databases(Map<String, String> databases) {
        return new NamespaceMapping(Map.of(), databases, "", "");
    }

    private static String name(NamespaceSelection wanted, NamespaceMapping mapping) {
        Base base = new Base(new ObjectId(1, 2, 3, 4), Instant.EPOCH, TIME, TIME, TIME, false, NamespaceSelection.ALL);
        RecoveryPlan plan = new RecoveryPlan(base, null, List.of(), RecoveryTarget.after(TIME));
        return new ReplayScope(NamespaceSelection.ALL, wanted, mapping, false, new Adoptions()).restore(plan);
    }
}
