package io.slipway.backup.mongodb.archive;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import static org.assertj.core.api.Assertions.assertThat;

class Crc64Test {
    @Test
    void hasTheCheckValueOfTheCatalogue() {
        Crc64 crc = new Crc64();
        crc.update("123456789".getBytes(StandardCharsets.US_ASCII));
        assertThat(crc.getValue()).isEqualTo(0x995DC9BBDF1939FAL);
    }

    @Test
    void isZeroOfNothingAndAfterAReset() {
        Crc64 crc = new Crc64();
        assertThat(crc.getValue()).isZero();
        crc.update(7);
        crc.reset();
        assertThat(crc.getValue()).isZero();
    }

    @Property(tries = 200)
    void eightBytesAtATimeAreTheSameAsOneBitAtATime(@ForAll byte[] bytes, @ForAll @IntRange(max = 64) int cut) {
        Crc64 crc = new Crc64();
        int first = Math.min(cut, bytes.length);
        crc.update(bytes, 0, first);
        crc.update(bytes, first, bytes.length - first);
        assertThat(crc.getValue()).isEqualTo(bitByBit(bytes));
    }

    /** From the definition alone: the polynomial of ECMA-182 unreflected, with the bits of each byte and the result turned round. */
    private static long bitByBit(byte[] bytes) {
        long register = -1;
        for (byte value : bytes) {
            register ^= Long.reverse(value & 0xffL);
            for (int bit = 0; bit < 8; bit++) {
                register = register < 0 ? register << 1 ^ 0x42F0E1EBA9EA3693L : register << 1;
            }
        }
        return ~Long.reverse(register);
    }
}
