package io.slipway.backup.mongodb.pointintime;

import java.io.IOException;
import java.util.List;

import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.slipway.backup.mongodb.Namespace;
import io.slipway.backup.mongodb.NamespaceSelection;
import io.slipway.backup.mongodb.oplog.OplogEntry;
import io.slipway.backup.mongodb.oplog.OplogTime;
import io.slipway.backup.mongodb.restore.NamespaceMapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class OperationReaderTest {
    private final OperationReader reader = new OperationReader();

    private static OplogEntry entry(String json) {
        return new OplogEntry(BsonDocument.parse(json));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{op: 'n', ns: '', o: {msg: 'periodic noop'}}",
                "{op: 'km', ns: 'crm.contacts', o: {}}",
                "{op: 'ci', ns: 'crm.contacts', o: {}}",
                "{op: 'cu', ns: 'crm.contacts', o: {}}",
                "{op: 'cd', ns: 'crm.contacts', o: {}}",
                "{op: 'i', ns: 'config.transactions', o: {_id: 1}}",
                "{op: 'i', ns: 'admin.system.users', o: {_id: 1}}",
                "{op: 'c', ns: 'crm.$cmd', o: {startIndexBuild: 'contacts'}}",
                "{op: 'c', ns: 'crm.$cmd', o: {abortIndexBuild: 'contacts'}}",
                "{op: 'c', ns: 'crm.$cmd', o: {dropDatabase: 1}}",
                "{op: 'i', ns: 'crm.system.profile', o: {_id: 1}}"
            })
    void whatIsOfNoConcernIsNothing(String json) throws IOException {
        assertThat(reader.read(entry(json))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{op: 'x', ns: 'crm.contacts', o: {}}",
                "{op: 'c', ns: 'crm.$cmd', o: {inventedCommand: 1}}",
            })
    void whatIsUnknownIsAnError(String json) {
        assertThatThrownBy(() -> reader.read(entry(json)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot be replayed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{op: 'c', ns: 'crm.$cmd', o: {inventedCommand: 'contacts'}}",
                "{op: 'u', ns: 'crm.contacts', o: {$set: {a: 1}}, o2: {_id: 1}}",
                "{op: 'u', ns: 'crm.contacts', o: {a: 1}}",
                "{op: 'u', ns: 'crm.system.views', o: {pipeline: []}, o2: {_id: 'crm.contacts'}}",
                "{op: 'i', ns: 'crm.system.buckets.contacts', o: {_id: 1}}",
                "{op: 'u', ns: 'crm.system.buckets.contacts', o: {$v: 2, diff: {}}, o2: {_id: 1}}",
                "{op: 'd', ns: 'crm.system.buckets.contacts', o: {_id: 1}}",
                "{op: 'i', ns: 'crm.system.views', o: {_id: 'crm.contacts', viewOn: 'system.buckets.contacts'}}",
                "{op: 'c', ns: 'crm.$cmd', o: {create: 'contacts', timeseries: {timeField: 't'}}}",
                "{op: 'c', ns: 'crm.$cmd', o: {create: 'system.buckets.contacts', timeseries: {timeField: 't'}}}",
                "{op: 'c', ns: 'crm.$cmd', o: {drop: 'system.buckets.contacts'}}",
                "{op: 'c', ns: 'crm.$cmd', o: {createIndexes: 'system.buckets.contacts', name: 'a_1', key: {a: 1}}}"
            })
    void whatCannotBeReplayedIsAnErrorOfItsCollectionAlone(String json) throws IOException {
        Namespace contacts = new Namespace("crm", "contacts");
        List<Operation> operations = reader.read(entry(json));
        assertThat(operations).hasSize(1);
        for (boolean wanted : List.of(true, false)) {
            ReplayScope scope = new ReplayScope(
                    NamespaceSelection.ALL,
                    NamespaceSelection.of(wanted ? "crm.contacts" : "crm.others"),
                    NamespaceMapping.IDENTITY,
                    false,
                    new Adoptions());
            if (wanted) {
                assertThat(operations.getFirst().namespace()).isEqualTo(contacts);
                assertThatThrownBy(() -> scope.translate(operations.getFirst(), OplogTime.LAST))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("cannot be replayed");
            } else {
                assertThat(scope.translate(operations.getFirst(), OplogTime.LAST))
                        .isEmpty();
            }
        }
    }

    @Test
    void viewsAreReadFromTheirDocuments() throws IOException {
        Namespace view = new Namespace("crm", "adults");
        assertThat(reader.read(entry(
                        "{op: 'i', ns: 'crm.system.views', o: {_id: 'crm.adults', viewOn: 'people', pipeline: []}}")))
                .containsExactly(new Operation.Create(view, BsonDocument.parse("{viewOn: 'people', pipeline: []}")));
        assertThat(reader.read(entry("{op: 'd', ns: 'crm.system.views', o: {_id: 'crm.adults'}}")))
                .containsExactly(new Operation.Drop(view));
    }

    @Test
    void theUuidOfACollectionIsNotTakenAlong() throws IOException {
        assertThat(
                        reader.read(
                                entry(
                                        "{op: 'i', ns: 'crm.contacts', ui: {$uuid: '7d9a7a7e-38cd-4a5b-8d3b-0d7e9b6b2f0a'}, o: {_id: 1}}")))
                .containsExactly(new Operation.Put(
                        new Namespace("crm", "contacts"), new BsonInt32(1), BsonDocument.parse("{_id: 1}")));
    }

    @Test
    void aDifferenceOfAnUnknownKindIsAnError() {
        assertThatThrownBy(() -> DocumentDifference.apply(BsonDocument.parse("{a: 1}"), BsonDocument.parse("{b: {}}")))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> DocumentDifference.apply(
                        BsonDocument.parse("{a: [1]}"), BsonDocument.parse("{sa: {a: true, x1: 2}}")))
                .isInstanceOf(IOException.class);
    }

    @Test
    void aDifferenceIsAppliedToWhatItFits() throws IOException {
        BsonDocument difference = BsonDocument.parse(
                "{d: {gone: false}, u: {name: 'B'}, i: {last: 1}, sinner: {u: {x: 2}}, stags: {a: true, l: 2, u1: 9}}");
        assertThat(DocumentDifference.apply(
                                BsonDocument.parse(
                                        "{_id: 1, name: 'A', gone: 1, inner: {x: 1, y: 1}, tags: [1, 2, 3]}"),
                                difference)
                        .toJson())
                .isEqualTo(BsonDocument.parse("{_id: 1, name: 'B', inner: {x: 2, y: 1}, tags: [1, 9], last: 1}")
                        .toJson());
        assertThat(DocumentDifference.apply(BsonDocument.parse("{_id: 1, inner: 5, tags: 'x'}"), difference)
                        .toJson())
                .isEqualTo(BsonDocument.parse("{_id: 1, inner: 5, tags: 'x', name: 'B', last: 1}")
                        .toJson());
    }
}
