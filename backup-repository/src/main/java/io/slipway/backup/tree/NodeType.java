package io.slipway.backup.tree;

/**
 * restic's types of nodes; their names in JSON are these in lower case. A block device is {@link #DEV}; something only Windows
 * has is {@link #IRREGULAR}.
 */
public enum NodeType {
    FILE("file"),
    DIR("dir"),
    SYMLINK("symlink"),
    DEV("dev"),
    CHARDEV("chardev"),
    FIFO("fifo"),
    SOCKET("socket"),
    IRREGULAR("irregular");

    private final String json;

    NodeType(String json) {
        this.json = json;
    }

    /** The name in JSON. */
    public String json() {
        return json;
    }

    static NodeType parse(String json) {
        for (NodeType type : values()) {
            if (type.json.equals(json)) {
                return type;
            }
        }
        throw new IllegalArgumentException("a node of the unknown type \"" + json + "\"");
    }
}
