package io.slipway.backup.tree;

/**
 * The mode of a node: the nine permission bits of Unix at the bottom and the rest where Go's {@code os.FileMode} has it.
 * Held as a {@code long}, because it is an unsigned number of 32 bits.
 */
public final class FileMode {
    public static final long DIRECTORY = 1L << 31;
    public static final long SYMLINK = 1L << 27;
    public static final long DEVICE = 1L << 26;
    public static final long FIFO = 1L << 25;
    public static final long SOCKET = 1L << 24;
    public static final long SET_UID = 1L << 23;
    public static final long SET_GID = 1L << 22;
    public static final long CHARACTER_DEVICE = 1L << 21;
    public static final long STICKY = 1L << 20;
    public static final long IRREGULAR = 1L << 19;

    private static final int UNIX_SET_UID = 04000;
    private static final int UNIX_SET_GID = 02000;
    private static final int UNIX_STICKY = 01000;
    private static final int PERMISSIONS = 0777;

    private FileMode() {}

    /** Of {@code st_mode} as {@code stat(2)} gives it. */
    public static long ofUnix(int mode) {
        return type(typeOfUnix(mode))
                | mode & PERMISSIONS
                | ((mode & UNIX_SET_UID) != 0 ? SET_UID : 0)
                | ((mode & UNIX_SET_GID) != 0 ? SET_GID : 0)
                | ((mode & UNIX_STICKY) != 0 ? STICKY : 0);
    }

    /** What {@code chmod(2)} takes: twelve bits without the type. */
    public static int permissions(long mode) {
        return (int) (mode & PERMISSIONS)
                | ((mode & SET_UID) != 0 ? UNIX_SET_UID : 0)
                | ((mode & SET_GID) != 0 ? UNIX_SET_GID : 0)
                | ((mode & STICKY) != 0 ? UNIX_STICKY : 0);
    }

    /** Of a node of this type with these twelve bits. */
    public static long of(NodeType type, int permissions) {
        return type(type) | ofUnix(permissions & 07777 | 0100000);
    }

    public static NodeType typeOfUnix(int mode) {
        return switch (mode & 0170000) {
            case 0040000 -> NodeType.DIR;
            case 0120000 -> NodeType.SYMLINK;
            case 0060000 -> NodeType.DEV;
            case 0020000 -> NodeType.CHARDEV;
            case 0010000 -> NodeType.FIFO;
            case 0140000 -> NodeType.SOCKET;
            default -> NodeType.FILE;
        };
    }

    /** As {@code ls -l} shows it: {@code drwxr-xr-x}. */
    public static String shown(NodeType type, long mode) {
        char[] shown = "-rwxrwxrwx".toCharArray();
        shown[0] = switch (type) {
            case FILE -> '-';
            case DIR -> 'd';
            case SYMLINK -> 'l';
            case DEV -> 'b';
            case CHARDEV -> 'c';
            case FIFO -> 'p';
            case SOCKET -> 's';
            case IRREGULAR -> '?';
        };
        for (int i = 0; i < 9; i++) {
            if ((mode & 0400 >> i) == 0) {
                shown[i + 1] = '-';
            }
        }
        mark(shown, 3, (mode & SET_UID) != 0, 's');
        mark(shown, 6, (mode & SET_GID) != 0, 's');
        mark(shown, 9, (mode & STICKY) != 0, 't');
        return new String(shown);
    }

    private static void mark(char[] shown, int at, boolean set, char letter) {
        if (set) {
            shown[at] = shown[at] == 'x' ? letter : Character.toUpperCase(letter);
        }
    }

    private static long type(NodeType type) {
        return switch (type) {
            case FILE -> 0;
            case DIR -> DIRECTORY;
            case SYMLINK -> SYMLINK;
            case DEV -> DEVICE;
            case CHARDEV -> DEVICE | CHARACTER_DEVICE;
            case FIFO -> FIFO;
            case SOCKET -> SOCKET;
            case IRREGULAR -> IRREGULAR;
        };
    }
}
