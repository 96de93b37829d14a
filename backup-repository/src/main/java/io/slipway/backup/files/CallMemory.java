package io.slipway.backup.files;

import java.lang.foreign.Arena;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;

/** The memory that calls of the C library pass things in: one for each thread, freed some time after it has ended. */
final class CallMemory {
    /** PATH_MAX of Linux, with the zero at its end. */
    private static final int LONGEST_PATH = 4096;
    /** XATTR_NAME_MAX, and the zero. */
    private static final int LONGEST_NAME = 256;
    /** XATTR_SIZE_MAX and XATTR_LIST_MAX: no value and no list of names is longer. */
    private static final int LONGEST_VALUE = 1 << 16;

    private static final ThreadLocal<CallMemory> OF_THIS_THREAD = ThreadLocal.withInitial(CallMemory::new);

    private final MemorySegment state;
    private final MemorySegment path;
    private final MemorySegment name;
    private final MemorySegment value;

    private CallMemory() {
        Arena arena = Arena.ofAuto();
        state = arena.allocate(Linker.Option.captureStateLayout());
        path = arena.allocate(LONGEST_PATH);
        name = arena.allocate(LONGEST_NAME);
        value = arena.allocate(LONGEST_VALUE, Long.BYTES);
    }

    static CallMemory ofThisThread() {
        return OF_THIS_THREAD.get();
    }

    /** Where {@code errno} is put. */
    MemorySegment state() {
        return state;
    }

    MemorySegment path(byte[] bytes) throws LinuxCallException {
        return terminated(path, bytes, LinuxCallException.NAME_TOO_LONG);
    }

    MemorySegment name(byte[] bytes) throws LinuxCallException {
        return terminated(name, bytes, LinuxCallException.OUT_OF_RANGE);
    }

    MemorySegment value(byte[] bytes) throws LinuxCallException {
        if (bytes.length > LONGEST_VALUE) {
            throw LinuxCallException.of(Path.of(""), LinuxCallException.TOO_BIG);
        }
        MemorySegment.copy(bytes, 0, value, ValueLayout.JAVA_BYTE, 0, bytes.length);
        return value;
    }

    /** For what a call gives. */
    MemorySegment value() {
        return value;
    }

    private static MemorySegment terminated(MemorySegment segment, byte[] bytes, int tooLong)
            throws LinuxCallException {
        if (bytes.length >= segment.byteSize()) {
            throw LinuxCallException.of(Path.of(""), tooLong);
        }
        MemorySegment.copy(bytes, 0, segment, ValueLayout.JAVA_BYTE, 0, bytes.length);
        segment.set(ValueLayout.JAVA_BYTE, bytes.length, (byte) 0);
        return segment;
    }
}
