package io.slipway.backup.mongodb.oplog;

/**
 * A part of the oplog without a gap: the entries after {@code from} until {@code to}, that one included. The first slice of a
 * timeline includes {@code from} as well. No-ops are left out.
 *
 * @param first whether its timeline begins with it
 * @param from an entry that was there when the slice was read
 * @param to an entry that a majority had
 * @param entries how many it holds
 * @param bytes of BSON
 * @param sha256 of these bytes, in hexadecimal digits
 */
public record Slice(boolean first, OplogPoint from, OplogPoint to, long entries, long bytes, String sha256) {
    /** Whether an entry of this time would be in it. */
    public boolean covers(OplogTime time) {
        boolean begun = first ? !time.isBefore(from.time()) : time.isAfter(from.time());
        return begun && !time.isAfter(to.time());
    }

    /** Whether these are its bytes. */
    public boolean matches(byte[] content) {
        return OplogSlicer.sha256(content).equals(sha256);
    }

    /** The path in the tree of a snapshot. */
    public String path() {
        return "oplog/" + from.time().dotted() + "-" + to.time().dotted() + ".bson";
    }

    @Override
    public String toString() {
        return from.time() + " - " + to.time();
    }
}
