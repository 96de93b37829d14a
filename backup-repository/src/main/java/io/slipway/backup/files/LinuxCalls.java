package io.slipway.backup.files;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.file.Path;
import java.time.Instant;

import io.slipway.backup.tree.FileNames;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

/**
 * Calls of Linux's C library for what Java cannot say: {@code listxattr(2)} and its kin, {@code mknod(2)},
 * {@code utimensat(2)} and {@code openat2(2)}, as their manual pages describe them. None follows a symbolic link at the end of a path. Each throws a
 * {@link LinuxCallException} when the system refuses.
 *
 * <p>Loading this class fails with a {@link LinkageError} where the JVM does not allow native access; {@link NativeAccess}
 * asks first.
 */
final class LinuxCalls {
    private static final int AT_FDCWD = -100;
    private static final int AT_SYMLINK_NOFOLLOW = 0x100;

    private static final long O_PATH = 0x20_0000;
    private static final long O_CLOEXEC = 0x8_0000;
    private static final long RESOLVE_NO_SYMLINKS = 4;
    private static final long RESOLVE_BENEATH = 8;
    private static final long SYS_OPENAT2 = 437;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    private static final MethodHandle LIST = handle("llistxattr", JAVA_LONG, ADDRESS, ADDRESS, JAVA_LONG);
    private static final MethodHandle GET = handle("lgetxattr", JAVA_LONG, ADDRESS, ADDRESS, ADDRESS, JAVA_LONG);

    private LinuxCalls() {}

    /** The names of a file's extended attributes, each with a zero behind it, as far as this user may know them. */
    static byte[] attributeNames(Path file) throws LinuxCallException {
        CallMemory memory = CallMemory.ofThisThread();
        long length = called("llistxattr", file, memory, () -> (long) LIST.invokeExact(
                memory.state(),
                memory.path(bytes(file)),
                memory.value(),
                memory.value().byteSize()));
        return memory.value().asSlice(0, length).toArray(JAVA_BYTE);
    }

    /** The value of one. */
    static byte[] attribute(Path file, String name) throws LinuxCallException {
        CallMemory memory = CallMemory.ofThisThread();
        long length = called("lgetxattr", file, memory, () -> (long) GET.invokeExact(
                memory.state(),
                memory.path(bytes(file)),
                memory.name(FileNames.bytes(name)),
                memory.value(),
                memory.value().byteSize()));
        return memory.value().asSlice(0, length).toArray(JAVA_BYTE);
    }

    /** Sets one, whether it is there or not. */
    static void setAttribute(Path file, String name, byte[] value) throws LinuxCallException {
        CallMemory memory = CallMemory.ofThisThread();
        called("lsetxattr", file, memory, () -> (int) Writing.SET.invokeExact(
                memory.state(),
                memory.path(bytes(file)),
                memory.name(FileNames.bytes(name)),
                memory.value(value),
                (long) value.length,
                0));
    }

    static void removeAttribute(Path file, String name) throws LinuxCallException {
        CallMemory memory = CallMemory.ofThisThread();
        called("lremovexattr", file, memory, () -> (int) Writing.REMOVE.invokeExact(
                memory.state(), memory.path(bytes(file)), memory.name(FileNames.bytes(name))));
    }

    /** Whether {@link #makeNode} is there; glibc has it by this name since 2.33. */
    static boolean canMakeNodes() {
        return LINKER.defaultLookup().find("mknod").isPresent();
    }

    /**
     * Makes a fifo or a device.
     *
     * @param mode as {@code st_mode}, with the type
     * @param device as {@code st_rdev}; only root may make one
     */
    static void makeNode(Path file, int mode, long device) throws LinuxCallException {
        CallMemory memory = CallMemory.ofThisThread();
        called("mknod", file, memory, () ->
                (int) Nodes.MKNOD.invokeExact(memory.state(), memory.path(bytes(file)), mode, device));
    }

    /** Sets times to the nanosecond, also those before 1970, without opening the file. */
    static void setTimes(Path file, Instant accessed, Instant modified) throws LinuxCallException {
        CallMemory memory = CallMemory.ofThisThread();
        MemorySegment times = memory.value();
        Instant[] both = {accessed, modified};
        for (int i = 0; i < both.length; i++) {
            times.setAtIndex(JAVA_LONG, 2L * i, both[i].getEpochSecond());
            times.setAtIndex(JAVA_LONG, 2L * i + 1, both[i].getNano());
        }
        called("utimensat", file, memory, () -> (int) Writing.TIMES.invokeExact(
                memory.state(), AT_FDCWD, memory.path(bytes(file)), times, AT_SYMLINK_NOFOLLOW));
    }

    /** A descriptor that stands for a file or a directory, and for nothing that could be read or written. */
    static int open(Path file) throws LinuxCallException {
        return open(AT_FDCWD, file, 0);
    }

    /**
     * The same for what is beneath an open directory, without following links.
     *
     * @param relative to the directory; empty for itself
     */
    static int openBeneath(int directory, Path relative) throws LinuxCallException {
        return open(
                directory,
                relative.toString().isEmpty() ? Path.of(".") : relative,
                RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS);
    }

    private static int open(int directory, Path file, long resolve) throws LinuxCallException {
        CallMemory memory = CallMemory.ofThisThread();
        MemorySegment how = memory.value();
        how.setAtIndex(JAVA_LONG, 0, O_PATH | O_CLOEXEC);
        how.setAtIndex(JAVA_LONG, 1, 0);
        how.setAtIndex(JAVA_LONG, 2, resolve);
        return (int) called("openat2", file, memory, () -> (long) Descriptors.SYSCALL.invokeExact(
                memory.state(), SYS_OPENAT2, (long) directory, memory.path(bytes(file)), how, 3L * Long.BYTES));
    }

    static void close(int descriptor) {
        try {
            int result = (int) Descriptors.CLOSE.invokeExact(descriptor);
            assert result == 0;
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("close threw what no such call throws", e);
        }
    }

    private static byte[] bytes(Path file) {
        return FileNames.bytes(PathBytes.text(file));
    }

    private static long called(String name, Path file, CallMemory memory, Call call) throws LinuxCallException {
        long result;
        try {
            result = call.run();
        } catch (LinuxCallException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(name + " threw what no such call throws", e);
        }
        if (result < 0) {
            throw LinuxCallException.of(file, (int) ERRNO.get(memory.state(), 0L));
        }
        return result;
    }

    @SuppressWarnings("restricted")
    private static MethodHandle handle(String name, ValueLayout result, MemoryLayout... arguments) {
        return LINKER.downcallHandle(
                symbol(name), FunctionDescriptor.of(result, arguments), Linker.Option.captureCallState("errno"));
    }

    private static MemorySegment symbol(String name) {
        return LINKER.defaultLookup()
                .find(name)
                .orElseThrow(() -> new UnsatisfiedLinkError("this C library has no " + name));
    }

    /** What only a restore needs: to make a handle takes some milliseconds. */
    private static final class Writing {
        static final MethodHandle SET = handle("lsetxattr", JAVA_INT, ADDRESS, ADDRESS, ADDRESS, JAVA_LONG, JAVA_INT);
        static final MethodHandle REMOVE = handle("lremovexattr", JAVA_INT, ADDRESS, ADDRESS);
        static final MethodHandle TIMES = handle("utimensat", JAVA_INT, JAVA_INT, ADDRESS, ADDRESS, JAVA_INT);

        private Writing() {}
    }

    /** glibc has no openat2 of its own; its number is the same on all processors that have a JVM. */
    private static final class Descriptors {
        @SuppressWarnings("restricted")
        static final MethodHandle SYSCALL = LINKER.downcallHandle(
                symbol("syscall"),
                FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, ADDRESS, ADDRESS, JAVA_LONG),
                Linker.Option.firstVariadicArg(1),
                Linker.Option.captureCallState("errno"));

        @SuppressWarnings("restricted")
        static final MethodHandle CLOSE =
                LINKER.downcallHandle(symbol("close"), FunctionDescriptor.of(JAVA_INT, JAVA_INT));

        private Descriptors() {}
    }

    private static final class Nodes {
        static final MethodHandle MKNOD = handle("mknod", JAVA_INT, ADDRESS, JAVA_INT, JAVA_LONG);

        private Nodes() {}
    }

    /** One call: a negative number says that it failed. */
    private interface Call {
        long run() throws Throwable;
    }
}
