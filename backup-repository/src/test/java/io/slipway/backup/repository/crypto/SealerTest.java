package io.slipway.backup.repository.crypto;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;

import org.junit.jupiter.api.Test;

import io.slipway.backup.repository.DamagedException;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SealerTest {
    private final Sealer sealer = new Sealer(MasterKey.random(new SecureRandom()));

    @Property(tries = 100)
    void givesBackWhatWasSealed(@ForAll @IntRange(max = 100_000) int length, @ForAll long seed)
            throws DamagedException {
        byte[] plain = random(seed, length);
        byte[] sealed = sealer.seal(plain);

        assertThat(sealed).hasSize(length + Sealer.OVERHEAD);
        assertThat(sealer.open(sealed)).isEqualTo(plain);
        byte[] revealed = new byte[length];
        sealer.reveal(sealed, 0, sealed.length, revealed, 0);
        assertThat(revealed).isEqualTo(plain);
    }

    @Property(tries = 200)
    void findsEveryFlippedBit(@ForAll @IntRange(max = 2000) int length, @ForAll long seed) {
        byte[] sealed = sealer.seal(random(seed, length));
        int bit = new Random(seed).nextInt(sealed.length * 8);
        sealed[bit / 8] ^= (byte) (1 << bit % 8);

        assertThatThrownBy(() -> sealer.open(sealed)).isInstanceOf(DamagedException.class);
    }

    @Property(tries = 50)
    void findsWhatWasCutOff(@ForAll @IntRange(max = 2000) int length, @ForAll long seed) {
        byte[] sealed = sealer.seal(random(seed, length));
        byte[] shorter = Arrays.copyOf(sealed, new Random(seed).nextInt(sealed.length));

        assertThatThrownBy(() -> sealer.open(shorter)).isInstanceOf(DamagedException.class);
    }

    @Test
    void neverUsesANonceTwice() {
        byte[] plain = new byte[64];
        assertThat(sealer.seal(plain)).isNotEqualTo(sealer.seal(plain));
    }

    /** The first example of Bernstein's paper "The Poly1305-AES message-authentication code", appendix B: two bytes. */
    @Test
    void authenticatesAsPoly1305AesDoes() {
        HexFormat hex = HexFormat.of();
        MasterKey key = new MasterKey(
                new byte[32],
                hex.parseHex("ec074c835580741701425b623235add6"),
                hex.parseHex("851fc40c3467ac0be05cc20404f3f700"));
        byte[] nonce = hex.parseHex("fb447350c4e868c52ac3275cf9d4327e");
        byte[] sealed = new byte[16 + 2 + 16];
        System.arraycopy(nonce, 0, sealed, 0, 16);
        System.arraycopy(hex.parseHex("f3f6"), 0, sealed, 16, 2);
        System.arraycopy(hex.parseHex("f4c633c3044fc145f84f335cb81953de"), 0, sealed, 18, 16);

        assertThat(catchDamage(new Sealer(key), sealed)).isNull();
    }

    private static DamagedException catchDamage(Sealer sealer, byte[] sealed) {
        try {
            sealer.open(sealed);
            return null;
        } catch (DamagedException e) {
            return e;
        }
    }

    private static byte[] random(long seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
