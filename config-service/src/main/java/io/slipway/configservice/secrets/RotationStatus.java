package io.slipway.configservice.secrets;

import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * How far a rotation of the key-encryption keys is.
 *
 * @param retired the keys that are to go
 * @param total how many data keys were wrapped under them
 * @param rewrapped how many of those are not any more
 * @param checked how many data keys and values were opened without them; 0 before the proof
 * @param left what still needs one of them, with the reason
 * @param failure why it ended early; null when it did not
 */
public record RotationStatus(
        State state,
        Set<String> retired,
        int total,
        int rewrapped,
        int checked,
        List<String> left,
        @Nullable String failure) {
    /** Where it is. */
    public enum State {
        /** There was none since the start of this process. */
        NONE,
        /** Data keys are wrapped anew, or everything is opened once more. */
        RUNNING,
        /** The old keys are gone. */
        DONE,
        /** The old keys are still there; ask again to go on. */
        FAILED
    }

    public RotationStatus {
        retired = Set.copyOf(retired);
        left = List.copyOf(left);
    }

    static RotationStatus none() {
        return new RotationStatus(State.NONE, Set.of(), 0, 0, 0, List.of(), null);
    }

    static RotationStatus running(Set<String> retired, int total) {
        return new RotationStatus(State.RUNNING, retired, total, 0, 0, List.of(), null);
    }

    RotationStatus rewrapped(int more) {
        return new RotationStatus(state, retired, total, rewrapped + more, checked, left, failure);
    }

    RotationStatus proved(int opened, List<String> stillNeeded) {
        State end = stillNeeded.isEmpty() ? State.DONE : State.FAILED;
        return new RotationStatus(end, retired, total, rewrapped, opened, stillNeeded, null);
    }

    RotationStatus failed(String why) {
        return new RotationStatus(State.FAILED, retired, total, rewrapped, checked, left, why);
    }
}
