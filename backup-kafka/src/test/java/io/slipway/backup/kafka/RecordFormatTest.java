package io.slipway.backup.kafka;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

class RecordFormatTest {
    @Provide
    Arbitrary<List<ExportedRecord>> records() {
        Arbitrary<byte[]> bytes = Arbitraries.bytes().array(byte[].class).ofMaxSize(40);
        Arbitrary<ExportedRecord.ExportedHeader> header = Combinators.combine(
                        Arbitraries.strings().ofMaxLength(8), bytes.injectNull(0.2))
                .as(ExportedRecord.ExportedHeader::new);
        return Combinators.combine(
                        Arbitraries.longs().greaterOrEqual(0),
                        Arbitraries.longs().greaterOrEqual(0),
                        bytes.injectNull(0.2),
                        bytes.injectNull(0.2),
                        header.list().ofMaxSize(3))
                .as(ExportedRecord::new)
                .list()
                .ofMaxSize(6);
    }

    private static byte[] write(List<ExportedRecord> records) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.write(RecordFormat.magic());
        for (ExportedRecord record : records) {
            file.write(RecordFormat.encode(record));
        }
        file.write(RecordFormat.end(records.size()));
        return file.toByteArray();
    }

    private static List<ExportedRecord> read(byte[] file) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(file));
        List<ExportedRecord> records = new ArrayList<>();
        RecordFormat.readMagic(in);
        for (ExportedRecord record = RecordFormat.read(in, 0);
                record != null;
                record = RecordFormat.read(in, records.size())) {
            records.add(record);
        }
        return records;
    }

    @Property(tries = 200)
    void readsWhatItWrote(@ForAll("records") List<ExportedRecord> records) throws IOException {
        assertThat(read(write(records))).usingRecursiveComparison().isEqualTo(records);
    }

    @Property(tries = 50)
    void noticesAFileThatIsCutAnywhere(@ForAll("records") List<ExportedRecord> records) throws IOException {
        byte[] file = write(records);
        for (int length = 0; length < file.length; length++) {
            byte[] cut = Arrays.copyOf(file, length);
            assertThatIOException().isThrownBy(() -> read(cut));
        }
        byte[] longer = Arrays.copyOf(file, file.length + 1);
        assertThatIOException().isThrownBy(() -> read(longer));
    }
}
