package io.slipway.backup.mongodb.pointintime;

import java.util.List;

/** There is no base with an unbroken oplog until the point in time that was asked for. */
public class NotRestorableException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<RestorableRange> ranges;

    NotRestorableException(String message, List<RestorableRange> ranges) {
        super(message);
        this.ranges = List.copyOf(ranges);
    }

    /** What can be restored instead. */
    public List<RestorableRange> ranges() {
        return ranges;
    }
}
