package io.slipway.backup.storage.s3;

import java.io.FilterInputStream;
import java.io.IOException;

import io.slipway.backup.storage.ExactStream;

import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;

/** A part of an object; the connection is dropped when it is closed before its end, instead of reading the rest. */
final class Download extends FilterInputStream {
    private final ResponseInputStream<?> answer;
    private final ExactStream exact;
    private final S3Bucket bucket;
    private final String path;

    Download(ResponseInputStream<?> answer, long length, String path, S3Bucket bucket) {
        ExactStream exact = new ExactStream(answer, length, path);
        super(exact);
        this.answer = answer;
        this.exact = exact;
        this.path = path;
        this.bucket = bucket;
    }

    @Override
    public int read() throws IOException {
        try {
            return super.read();
        } catch (SdkException e) {
            throw S3Failure.of(bucket, "reading " + path, e);
        }
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        try {
            return super.read(buffer, offset, length);
        } catch (SdkException e) {
            throw S3Failure.of(bucket, "reading " + path, e);
        }
    }

    @Override
    public void close() throws IOException {
        if (exact.isAtEnd()) {
            super.close();
        } else {
            answer.abort();
        }
    }
}
