package io.slipway.backup.repository.check;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;

import io.slipway.backup.storage.Listed;

/** Which packs are read whole, decrypted and hashed. */
public sealed interface DataToRead {
    /** None: only that they are there, with the right lengths. */
    record Nothing() implements DataToRead {
        @Override
        public List<Listed> among(List<Listed> packs, RandomGenerator random) {
            return List.of();
        }
    }

    /** All. */
    record Everything() implements DataToRead {
        @Override
        public List<Listed> among(List<Listed> packs, RandomGenerator random) {
            return packs;
        }
    }

    /**
     * One of {@code of} parts, as {@code restic check --read-data-subset=n/t} divides them: by the first byte of a pack's name.
     *
     * @param number from 1 on
     */
    record Part(int number, int of) implements DataToRead {
        public Part {
            if (of < 1 || of > 256 || number < 1 || number > of) {
                throw new IllegalArgumentException(
                        "a part is 1/" + of + " to " + of + "/" + of + ", of at most 256, not " + number + "/" + of);
            }
        }

        @Override
        public List<Listed> among(List<Listed> packs, RandomGenerator random) {
            return packs.stream()
                    .filter(pack -> Integer.parseInt(pack.file().name().substring(0, 2), 16) % of == number - 1)
                    .toList();
        }
    }

    /** So many percent of the packs, chosen at random. */
    record Percent(double percent) implements DataToRead {
        public Percent {
            if (!(percent > 0 && percent <= 100)) {
                throw new IllegalArgumentException("percent are above 0 and at most 100, not " + percent);
            }
        }

        @Override
        public List<Listed> among(List<Listed> packs, RandomGenerator random) {
            Collections.shuffle(packs, java.util.Random.from(random));
            return packs.subList(0, (int) Math.ceil(packs.size() * percent / 100));
        }
    }

    /** Packs chosen at random, until so many bytes are reached. */
    record Bytes(long bytes) implements DataToRead {
        public Bytes {
            if (bytes < 1) {
                throw new IllegalArgumentException("at least one byte must be read, not " + bytes);
            }
        }

        @Override
        public List<Listed> among(List<Listed> packs, RandomGenerator random) {
            Collections.shuffle(packs, java.util.Random.from(random));
            long sum = 0;
            int count = 0;
            while (count < packs.size() && sum < bytes) {
                sum += packs.get(count++).length();
            }
            return packs.subList(0, count);
        }
    }

    /**
     * The part of this day: whoever checks every day has read everything after {@code days} days.
     *
     * @param days at most 256
     */
    static DataToRead rotating(LocalDate today, int days) {
        return new Part((int) Math.floorMod(today.toEpochDay(), (long) days) + 1, days);
    }

    /** Chooses among all packs. */
    default List<Listed> choose(List<Listed> packs, RandomGenerator random) {
        List<Listed> sorted = new ArrayList<>(packs);
        sorted.sort(Comparator.comparing(pack -> pack.file().name()));
        return among(sorted, random);
    }

    /** @param packs by their names; the list may be changed */
    List<Listed> among(List<Listed> packs, RandomGenerator random);
}
