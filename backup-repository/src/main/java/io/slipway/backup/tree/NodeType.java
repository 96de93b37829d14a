package io.slipway.backup.tree;

/** restic's types of nodes; their names in JSON are these in lower case, and {@code chardev} for a character device. */
public enum NodeType {
    FILE,
    DIR,
    SYMLINK,
    DEV,
    CHARDEV,
    FIFO,
    SOCKET
}
