package io.slipway.backup.storage.gcs;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32C;

/** A whole object on its way here; its last bytes are only given if the checksum fits. */
final class CheckedStream extends FilterInputStream {
    private final CRC32C crc = new CRC32C();
    private final String expected;
    private final String what;
    private long left;

    CheckedStream(InputStream stream, long length, String expected, String what) {
        super(stream);
        this.left = length;
        this.expected = expected;
        this.what = what;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = super.read(buffer, offset, length);
        if (count > 0) {
            crc.update(buffer, offset, count);
            left -= count;
            if (left == 0 && !MultipartUpload.base64(crc).equals(expected)) {
                throw new IOException(what + " was damaged on its way: its CRC32C does not fit");
            }
        }
        return count;
    }
}
