package io.slipway.backup.tree;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.slipway.backup.repository.ObjectId;
import io.slipway.backup.repository.json.GoTime;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Reads the nodes of a tree. Fields it does not know, as newer versions of restic may write, are passed over. */
final class NodeReader {
    private static final JsonFactory JSON = new JsonFactory();
    private static final OffsetDateTime NEVER = OffsetDateTime.parse("0001-01-01T00:00:00Z");

    private final byte[] bytes;
    private final JsonParser parser;
    private String lastTime = "";
    private OffsetDateTime lastMoment = NEVER;
    private Owner lastOwner = Owner.ROOT;

    private NodeReader(byte[] bytes, JsonParser parser) {
        this.bytes = bytes;
        this.parser = parser;
    }

    static Tree read(byte[] bytes) throws DamagedTreeException {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), bytes)) {
            return new NodeReader(bytes, parser).tree();
        } catch (JacksonException | IllegalArgumentException | DateTimeException e) {
            throw new DamagedTreeException("not a tree: " + e.getMessage(), e);
        }
    }

    private Tree tree() {
        List<Node> nodes = new ArrayList<>();
        expect(parser.nextToken(), JsonToken.START_OBJECT);
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            boolean known = parser.currentName().equals("nodes");
            JsonToken value = parser.nextToken();
            if (known && value == JsonToken.START_ARRAY) {
                while (parser.nextToken() == JsonToken.START_OBJECT) {
                    nodes.add(node());
                }
                expect(parser.currentToken(), JsonToken.END_ARRAY);
            } else {
                parser.skipChildren();
            }
        }
        expect(parser.currentToken(), JsonToken.END_OBJECT);
        return new Tree(nodes);
    }

    private Node node() {
        String name = "";
        NodeType type = NodeType.FILE;
        long mode = 0;
        OffsetDateTime modified = NEVER;
        OffsetDateTime accessed = NEVER;
        OffsetDateTime changed = NEVER;
        long uid = 0;
        long gid = 0;
        String user = "";
        String group = "";
        long inode = 0;
        long deviceId = 0;
        long size = 0;
        long links = 0;
        String linkTarget = null;
        byte[] rawTarget = null;
        List<ExtendedAttribute> extendedAttributes = List.of();
        Map<String, String> genericAttributes = Map.of();
        long device = 0;
        List<ObjectId> content = null;
        ObjectId subtree = null;
        String error = null;
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String field = parser.currentName();
            if (parser.nextToken() == JsonToken.VALUE_NULL) {
                continue;
            }
            switch (field) {
                case "name" -> name = GoQuotation.unquote(parser.getString());
                case "type" -> type = NodeType.parse(parser.getString());
                case "mode" -> mode = number();
                case "mtime" -> modified = time();
                case "atime" -> accessed = time();
                case "ctime" -> changed = time();
                case "uid" -> uid = number();
                case "gid" -> gid = number();
                case "user" -> user = parser.getString();
                case "group" -> group = parser.getString();
                case "inode" -> inode = number();
                case "device_id" -> deviceId = number();
                case "size" -> size = number();
                case "links" -> links = number();
                case "linktarget" -> linkTarget = parser.getString();
                case "linktarget_raw" -> rawTarget = parser.getBinaryValue();
                case "extended_attributes" -> extendedAttributes = extendedAttributes();
                case "generic_attributes" -> genericAttributes = genericAttributes();
                case "device" -> device = number();
                case "content" -> content = content();
                case "subtree" -> subtree = ObjectId.parse(parser.getString());
                case "error" -> error = parser.getString();
                default -> parser.skipChildren();
            }
        }
        expect(parser.currentToken(), JsonToken.END_OBJECT);
        if ((type == NodeType.DIR) != (subtree != null)) {
            throw new IllegalArgumentException(FileNames.shown(name)
                    + (subtree == null ? " is a directory without a tree" : " has a tree, yet is no directory"));
        }
        return new Node(
                name,
                type,
                mode,
                new Times(modified, accessed, changed),
                owner(uid, gid, user, group),
                inode,
                deviceId,
                size,
                links,
                rawTarget == null ? linkTarget : FileNames.of(rawTarget),
                extendedAttributes,
                genericAttributes,
                device,
                content,
                subtree,
                error);
    }

    private long number() {
        return Long.parseUnsignedLong(parser.getString());
    }

    /** Mostly the same moment three times in a row. */
    private OffsetDateTime time() {
        String text = parser.getString();
        if (!text.equals(lastTime)) {
            lastMoment = GoTime.parse(text);
            lastTime = text;
        }
        return lastMoment;
    }

    /** Mostly the same as of the node before. */
    private Owner owner(long uid, long gid, String user, String group) {
        Owner owner = new Owner(uid, gid, user, group);
        if (!owner.equals(lastOwner)) {
            lastOwner = owner;
        }
        return lastOwner;
    }

    private List<ObjectId> content() {
        List<ObjectId> blobs = new ArrayList<>(1);
        while (parser.nextToken() == JsonToken.VALUE_STRING) {
            blobs.add(ObjectId.parse(parser.getString()));
        }
        expect(parser.currentToken(), JsonToken.END_ARRAY);
        return List.copyOf(blobs);
    }

    private List<ExtendedAttribute> extendedAttributes() {
        List<ExtendedAttribute> attributes = new ArrayList<>();
        while (parser.nextToken() == JsonToken.START_OBJECT) {
            String name = "";
            byte[] value = new byte[0];
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String field = parser.currentName();
                JsonToken token = parser.nextToken();
                switch (field) {
                    case "name" -> name = parser.getString();
                    case "value" -> value = token == JsonToken.VALUE_NULL ? value : parser.getBinaryValue();
                    default -> parser.skipChildren();
                }
            }
            attributes.add(new ExtendedAttribute(name, value));
        }
        return List.copyOf(attributes);
    }

    private Map<String, String> genericAttributes() {
        Map<String, String> attributes = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            int start = (int) parser.currentTokenLocation().getByteOffset();
            parser.skipChildren();
            parser.finishToken();
            int end = (int) parser.currentLocation().getByteOffset();
            attributes.put(name, new String(bytes, start, end - start, StandardCharsets.UTF_8));
        }
        return Map.copyOf(attributes);
    }

    private static void expect(@Nullable JsonToken found, JsonToken expected) {
        if (found != expected) {
            throw new IllegalArgumentException("expected " + expected + ", found " + found);
        }
    }
}
