package io.slipway.backup.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/** Extended attributes that the kernel looks into, byte for byte as its headers say. */
final class Samples {
    static final String ACL = "system.posix_acl_access";
    static final String DEFAULT_ACL = "system.posix_acl_default";
    static final String CAPABILITY = "security.capability";

    private Samples() {}

    /** Sets one, and says whether the file system has such and lets us. */
    static boolean set(Path file, String name, byte[] value) throws IOException {
        try {
            LinuxCalls.setAttribute(file, name, value);
            return true;
        } catch (LinuxCallException e) {
            if (e.errno() == LinuxCallException.NOT_SUPPORTED || e.errno() == LinuxCallException.NOT_PERMITTED) {
                return false;
            }
            throw e;
        }
    }

    /** {@code u::rw-,u:<id>:r--,g::r--,m::r--,o::---} as in linux/posix_acl_xattr.h. */
    static byte[] acl(int user) {
        ByteBuffer acl = ByteBuffer.allocate(44).order(ByteOrder.LITTLE_ENDIAN).putInt(2);
        int[][] entries = {{0x01, 6, -1}, {0x02, 4, user}, {0x04, 4, -1}, {0x10, 4, -1}, {0x20, 0, -1}};
        for (int[] entry : entries) {
            acl.putShort((short) entry[0]).putShort((short) entry[1]).putInt(entry[2]);
        }
        return acl.array();
    }

    /** {@code cap_net_bind_service=ep} as in linux/capability.h, VFS_CAP_REVISION_2. */
    static byte[] capability() {
        return ByteBuffer.allocate(20)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(0x02000001)
                .putInt(1 << 10)
                .array();
    }
}
