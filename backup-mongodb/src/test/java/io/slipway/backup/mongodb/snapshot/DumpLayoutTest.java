package io.slipway.backup.mongodb.snapshot;

import org.junit.jupiter.api.Test;

import io.slipway.backup.mongodb.Namespace;

import static org.assertj.core.api.Assertions.assertThat;

class DumpLayoutTest {
    @Test
    void filesAreNamedAsMongodumpNamesThem() {
        assertThat(DumpLayout.documents(new Namespace("crm", "contacts"))).isEqualTo("crm/contacts.bson");
        assertThat(DumpLayout.metadata(new Namespace("crm", "a/b c*~ä%")))
                .isEqualTo("crm/a%2Fb+c%2A~%C3%A4%25.metadata.json");
        assertThat(DumpLayout.documents(Namespace.OPLOG)).isEqualTo("oplog.bson");
    }

    /** As Go's url.QueryEscape, crypto/sha1 and base64.RawURLEncoding have it. */
    @Test
    void whatIsTooLongForFileSystemsIsCutAndHashed() {
        String path = DumpLayout.documents(new Namespace("crm", "ä".repeat(60)));
        assertThat(path).isEqualTo("crm/" + "%C3%A4".repeat(34) + "%C3%" + "%24LBbWkfmqzcaJSCGTZzeWqcMU2YI.bson");
    }
}
