package io.slipway.backup.mongodb.archive;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.zip.Checksum;

/**
 * CRC-64/XZ, which Go's {@code crc64.ECMA} and so mongodump's archives use: the polynomial of ECMA-182 reflected, all bits of
 * the register set before and inverted after. Eight bytes at a time (Kounavis and Berry, "A Systematic Approach to Building
 * High Performance Software-Based CRC Generators", 2005). Its check value, the sum of {@code 123456789}, is
 * {@code 995dc9bbdf1939fa} (catalogue of parametrised CRC algorithms).
 */
public final class Crc64 implements Checksum {
    private static final long POLYNOMIAL = 0xC96C5795D7870F42L;
    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    /** Row k: what a byte does that k more bytes follow. */
    private static final long[][] TABLES = tables();

    private long register = -1;

    private static long[][] tables() {
        long[][] tables = new long[8][256];
        for (int value = 0; value < 256; value++) {
            long crc = value;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 1) == 1 ? crc >>> 1 ^ POLYNOMIAL : crc >>> 1;
            }
            tables[0][value] = crc;
        }
        for (int row = 1; row < 8; row++) {
            for (int value = 0; value < 256; value++) {
                long before = tables[row - 1][value];
                tables[row][value] = before >>> 8 ^ tables[0][(int) before & 0xff];
            }
        }
        return tables;
    }

    @Override
    public void update(int value) {
        register = register >>> 8 ^ TABLES[0][(int) (register ^ value) & 0xff];
    }

    @Override
    public void update(byte[] bytes, int offset, int length) {
        long crc = register;
        int end = offset + length;
        int at = offset;
        for (; at + 8 <= end; at += 8) {
            crc ^= (long) WORDS.get(bytes, at);
            crc = TABLES[7][(int) crc & 0xff]
                    ^ TABLES[6][(int) (crc >>> 8) & 0xff]
                    ^ TABLES[5][(int) (crc >>> 16) & 0xff]
                    ^ TABLES[4][(int) (crc >>> 24) & 0xff]
                    ^ TABLES[3][(int) (crc >>> 32) & 0xff]
                    ^ TABLES[2][(int) (crc >>> 40) & 0xff]
                    ^ TABLES[1][(int) (crc >>> 48) & 0xff]
                    ^ TABLES[0][(int) (crc >>> 56) & 0xff];
        }
        register = crc;
        for (; at < end; at++) {
            update(bytes[at]);
        }
    }

    /** The sum of everything so far: all 64 bits count. */
    @Override
    public long getValue() {
        return ~register;
    }

    @Override
    public void reset() {
        register = -1;
    }
}
