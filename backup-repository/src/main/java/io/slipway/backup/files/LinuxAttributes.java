package io.slipway.backup.files;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.slipway.backup.tree.ExtendedAttribute;
import io.slipway.backup.tree.FileNames;

/** All namespaces: {@code user}, {@code security} (capabilities, labels), {@code trusted}, {@code system} (ACLs). */
final class LinuxAttributes implements ExtendedAttributes {
    private static final String CAPABILITY = "security.capability";
    private static final String SECURITY = "security.";

    @Override
    public List<ExtendedAttribute> read(Path file) throws IOException {
        List<String> names = names(file);
        if (names.isEmpty()) {
            return List.of();
        }
        List<ExtendedAttribute> attributes = new ArrayList<>(names.size());
        for (String name : names) {
            try {
                attributes.add(new ExtendedAttribute(name, LinuxCalls.attribute(file, name)));
            } catch (LinuxCallException e) {
                if (e.errno() != LinuxCallException.NO_DATA && e.errno() != LinuxCallException.NO_SUCH_FILE) {
                    throw new IOException(name + ": " + FileFailure.shown(e), e);
                }
            }
        }
        return List.copyOf(attributes);
    }

    @Override
    public void set(Path file, ExtendedAttribute attribute) throws IOException {
        LinuxCalls.setAttribute(file, attribute.name(), attribute.value());
    }

    @Override
    public void removeOthers(Path file, List<ExtendedAttribute> kept) throws IOException {
        for (String name : names(file)) {
            boolean label = name.startsWith(SECURITY) && !name.equals(CAPABILITY);
            if (!label && kept.stream().noneMatch(attribute -> attribute.name().equals(name))) {
                LinuxCalls.removeAttribute(file, name);
            }
        }
    }

    private static List<String> names(Path file) throws LinuxCallException {
        byte[] list;
        try {
            list = LinuxCalls.attributeNames(file);
        } catch (LinuxCallException e) {
            // A file that is gone is told by whoever wants its content.
            if (e.errno() == LinuxCallException.NOT_SUPPORTED || e.errno() == LinuxCallException.NO_SUCH_FILE) {
                return List.of();
            }
            throw e;
        }
        List<String> names = new ArrayList<>();
        int start = 0;
        for (int at = 0; at < list.length; at++) {
            if (list[at] == 0) {
                names.add(FileNames.of(list, start, at - start));
                start = at + 1;
            }
        }
        names.sort(null);
        return names;
    }
}
