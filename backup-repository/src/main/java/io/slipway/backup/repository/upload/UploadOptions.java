package io.slipway.backup.repository.upload;

/**
 * How blobs get into packs.
 *
 * @param packBytes when a pack is full; a single blob may make it longer
 * @param openPacks between how many packs chunks are dealt out at random, so that their order and sizes tell nobody of which
 *     file they are (eprint 2025/532)
 * @param level of zstd
 * @param workers threads that compress and encrypt
 * @param connections uploads at a time
 * @param bytesOnTheirWay of plain text at most, before a pack has them
 * @param verify whether each blob is decrypted, decompressed and compared before it is uploaded: finds broken memory and
 *     broken libraries while the source is still there
 */
public record UploadOptions(
        int packBytes, int openPacks, int level, int workers, int connections, int bytesOnTheirWay, boolean verify) {
    public static final UploadOptions DEFAULT = new UploadOptions(
            16 << 20, 2, 2, Math.max(2, Runtime.getRuntime().availableProcessors()), 2, 16 << 20, true);

    public UploadOptions {
        if (packBytes < 1 << 16 || packBytes > 128 << 20) {
            throw new IllegalArgumentException("a pack has 64 KiB to 128 MiB, not " + packBytes + " bytes");
        }
        if (openPacks < 1 || workers < 1 || connections < 1 || bytesOnTheirWay < 1) {
            throw new IllegalArgumentException("an upload needs at least one of each");
        }
    }

    public UploadOptions withPackBytes(int bytes) {
        return new UploadOptions(bytes, openPacks, level, workers, connections, bytesOnTheirWay, verify);
    }

    public UploadOptions withLevel(int newLevel) {
        return new UploadOptions(packBytes, openPacks, newLevel, workers, connections, bytesOnTheirWay, verify);
    }

    public UploadOptions withConnections(int number) {
        return new UploadOptions(packBytes, openPacks, level, workers, number, bytesOnTheirWay, verify);
    }

    public UploadOptions withWorkers(int number) {
        return new UploadOptions(packBytes, openPacks, level, number, connections, bytesOnTheirWay, verify);
    }

    public UploadOptions withoutVerification() {
        return new UploadOptions(packBytes, openPacks, level, workers, connections, bytesOnTheirWay, false);
    }
}
