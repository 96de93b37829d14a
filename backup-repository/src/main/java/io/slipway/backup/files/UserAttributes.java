package io.slipway.backup.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.slipway.backup.tree.ExtendedAttribute;

/** Those of users alone, of files and directories: what Java itself can do. It opens the file for it. */
final class UserAttributes implements ExtendedAttributes {
    private static final String NAMESPACE = "user.";

    @Override
    public List<ExtendedAttribute> read(Path file) {
        UserDefinedFileAttributeView view = view(file);
        if (view == null) {
            return List.of();
        }
        try {
            List<ExtendedAttribute> attributes = new ArrayList<>();
            for (String name : view.list().stream().sorted().toList()) {
                ByteBuffer value = ByteBuffer.allocate(view.size(name));
                view.read(name, value);
                attributes.add(new ExtendedAttribute(NAMESPACE + name, value.array()));
            }
            return List.copyOf(attributes);
        } catch (IOException e) {
            // The file system has none, or the file cannot be opened, which reading it will tell.
            return List.of();
        }
    }

    @Override
    public void set(Path file, ExtendedAttribute attribute) throws IOException {
        UserDefinedFileAttributeView view = view(file);
        if (view == null || !attribute.name().startsWith(NAMESPACE)) {
            throw new IOException("the JVM needs native access to set it");
        }
        view.write(attribute.name().substring(NAMESPACE.length()), ByteBuffer.wrap(attribute.value()));
    }

    @Override
    public void removeOthers(Path file, List<ExtendedAttribute> kept) throws IOException {
        // What a new file inherits, such as ACLs, is out of reach.
    }

    /** Null for what must not be opened: a fifo waits for somebody who writes. */
    private static @Nullable UserDefinedFileAttributeView view(Path file) {
        boolean openable = Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                || Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS);
        return openable
                ? Files.getFileAttributeView(file, UserDefinedFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                : null;
    }
}
