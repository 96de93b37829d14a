package io.slipway.backup.tree;

/**
 * Who owns a file.
 *
 * @param user the name, empty where the machine knew none
 * @param group the name, empty where the machine knew none
 */
public record Owner(long uid, long gid, String user, String group) {
    public static final Owner ROOT = new Owner(0, 0, "root", "root");
}
