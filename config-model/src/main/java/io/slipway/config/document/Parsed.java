package io.slipway.config.document;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Either what was read or everything that is wrong with it; never half of something. */
public sealed interface Parsed<T> {
    /** It could be read as a whole. */
    record Valid<T>(T value) implements Parsed<T> {}

    /** It was refused. */
    record Refused<T>(List<Fault> faults) implements Parsed<T> {
        public Refused {
            faults = List.copyOf(faults);
            if (faults.isEmpty()) {
                throw new IllegalArgumentException("a refusal needs a reason");
            }
        }
    }

    static <T> Parsed<T> valid(T value) {
        return new Valid<>(value);
    }

    static <T> Parsed<T> refused(List<Fault> faults) {
        return new Refused<>(faults);
    }

    static <T> Parsed<T> refused(Fault fault) {
        return new Refused<>(List.of(fault));
    }

    /** Empty when it was read. */
    default List<Fault> faults() {
        return switch (this) {
            case Valid<T> _ -> List.of();
            case Refused<T>(List<Fault> faults) -> faults;
        };
    }

    default Optional<T> toOptional() {
        return switch (this) {
            case Valid<T>(T value) -> Optional.of(value);
            case Refused<T> _ -> Optional.empty();
        };
    }

    /** @throws IllegalStateException with all faults, when it was refused */
    default T orThrow() {
        return switch (this) {
            case Valid<T>(T value) -> value;
            case Refused<T>(List<Fault> faults) -> throw new IllegalStateException(faults.toString());
        };
    }

    default <R> Parsed<R> then(Function<? super T, Parsed<R>> next) {
        return switch (this) {
            case Valid<T>(T value) -> next.apply(value);
            case Refused<T>(List<Fault> faults) -> new Refused<>(faults);
        };
    }
}
