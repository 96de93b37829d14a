package io.slipway.backup.repository.crypto;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;

import org.bouncycastle.crypto.generators.SCrypt;
import org.bouncycastle.crypto.params.KeyParameter;
import org.junit.jupiter.api.Test;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import static org.assertj.core.api.Assertions.assertThat;

/** Scrypt and Poly1305 by the examples of their RFCs, and beside another implementation. */
class PrimitivesTest {
    /** RFC 7914, section 12. */
    @Test
    void scryptGivesTheKeysOfItsRfc() {
        assertThat(scrypt("", "", new ScryptCost(16, 1, 1)))
                .isEqualTo("77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442"
                        + "fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906");
        assertThat(scrypt("password", "NaCl", new ScryptCost(1024, 8, 16)))
                .isEqualTo("fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162"
                        + "2eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640");
        assertThat(scrypt("pleaseletmein", "SodiumChloride", new ScryptCost(16384, 8, 1)))
                .isEqualTo("7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2"
                        + "d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887");
    }

    @Property(tries = 50)
    void scryptIsTheOneOfOthers(
            @ForAll byte[] passphrase,
            @ForAll byte[] salt,
            @ForAll @IntRange(min = 1, max = 6) int logN,
            @ForAll @IntRange(min = 1, max = 9) int r,
            @ForAll @IntRange(min = 1, max = 3) int p) {
        int n = 1 << logN;
        assertThat(Scrypt.derive(passphrase, salt, new ScryptCost(n, r, p), 50))
                .isEqualTo(SCrypt.generate(passphrase, salt, n, r, p, 50));
    }

    /** RFC 8439, section 2.5.2. */
    @Test
    void poly1305GivesTheTagOfItsRfc() {
        byte[] key = HexFormat.of().parseHex("85d6be7857556d337f4452fe42d506a80103808afb0db2fd4abff6af4149f51b");
        byte[] message = "Cryptographic Forum Research Group".getBytes(StandardCharsets.UTF_8);

        assertThat(HexFormat.of().formatHex(tag(key, message))).isEqualTo("a8061dc1305136c6c22b8baf0c0127a9");
    }

    /** RFC 8439, appendix A.3, vectors 7 to 11: what is near the prime, and carries that go all the way. */
    @Test
    void poly1305CarriesWhatItMust() {
        String zeros = "0".repeat(32);
        assertThat(hex("02" + "00".repeat(15) + zeros, "ff".repeat(16))).isEqualTo("03" + "00".repeat(15));
        assertThat(hex("02" + "00".repeat(15) + "ff".repeat(16), "02" + "00".repeat(15)))
                .isEqualTo("03" + "00".repeat(15));
        assertThat(hex(
                        "01" + "00".repeat(15) + zeros,
                        "ff".repeat(16) + "f0" + "ff".repeat(15) + "11" + "00".repeat(15)))
                .isEqualTo("05" + "00".repeat(15));
        assertThat(hex("01" + "00".repeat(15) + zeros, "ff".repeat(16) + "fb" + "fe".repeat(15) + "01".repeat(16)))
                .isEqualTo(zeros);
        assertThat(hex("02" + "00".repeat(15) + zeros, "fd" + "ff".repeat(15))).isEqualTo("fa" + "ff".repeat(15));
    }

    @Property(tries = 500)
    void poly1305IsTheOneOfOthers(
            @ForAll long seed, @ForAll @IntRange(max = 70_000) int length, @ForAll @IntRange(max = 3) int kind) {
        Random random = new Random(seed);
        byte[] key = new byte[32];
        byte[] message = new byte[length];
        random.nextBytes(key);
        random.nextBytes(message);
        // Long runs of ones are where a carry would be forgotten.
        if ((kind & 1) != 0) {
            Arrays.fill(key, (byte) 0xff);
        }
        if ((kind & 2) != 0) {
            Arrays.fill(message, (byte) 0xff);
        }

        org.bouncycastle.crypto.macs.Poly1305 other = new org.bouncycastle.crypto.macs.Poly1305();
        byte[] clamped = key.clone();
        for (int i = 3; i < 16; i += 4) {
            clamped[i] &= 0x0f;
        }
        for (int i = 4; i < 16; i += 4) {
            clamped[i] &= (byte) 0xfc;
        }
        other.init(new KeyParameter(clamped));
        other.update(message, 0, length);
        byte[] expected = new byte[16];
        other.doFinal(expected, 0);

        assertThat(tag(key, message)).isEqualTo(expected);
    }

    private static String scrypt(String passphrase, String salt, ScryptCost cost) {
        byte[] key = Scrypt.derive(
                passphrase.getBytes(StandardCharsets.UTF_8), salt.getBytes(StandardCharsets.UTF_8), cost, 64);
        return HexFormat.of().formatHex(key);
    }

    private static String hex(String key, String message) {
        return HexFormat.of()
                .formatHex(tag(HexFormat.of().parseHex(key), HexFormat.of().parseHex(message)));
    }

    private static byte[] tag(byte[] key, byte[] message) {
        byte[] tag = new byte[16];
        Poly1305.tag(key, message, 0, message.length, tag, 0);
        return tag;
    }
}
