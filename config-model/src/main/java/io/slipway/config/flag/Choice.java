package io.slipway.config.flag;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Which variant a rule gives. */
sealed interface Choice {
    /** The thousandth parts of a percent that shares are told in. */
    int WHOLE = 100_000;

    /** The same for everybody. */
    record One(String variant) implements Choice {}

    /** @param shares all of {@link #WHOLE} together, in the order of the variants' names */
    record Split(List<Share> shares) implements Choice {
        public Split {
            shares = List.copyOf(shares);
        }

        /** The same for the same key of the same flag, whenever and wherever it is asked. */
        String variant(String flag, String targetingKey) {
            int place = bucket(flag, targetingKey);
            int end = 0;
            for (Share share : shares) {
                end += share.size();
                if (place < end) {
                    return share.variant();
                }
            }
            return shares.getLast().variant();
        }
    }

    record Share(String variant, int size) {}

    /** The first 8 bytes of SHA-256 over {@code <flag>/<key>} as a number without sign, modulo {@link #WHOLE}. */
    static int bucket(String flag, String targetingKey) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest((flag + "/" + targetingKey).getBytes(UTF_8));
            return new BigInteger(1, Arrays.copyOf(digest, Long.BYTES))
                    .mod(BigInteger.valueOf(WHOLE))
                    .intValue();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
