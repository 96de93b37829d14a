package io.slipway.backup.tree;

import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.slipway.backup.repository.ObjectId;
import io.slipway.backup.repository.json.GoTime;

/** Writes nodes as Go's {@code encoding/json} writes restic's: the same fields in the same order, and the same escapes. */
final class NodeWriter {
    private final GoJson json = new GoJson().raw("{\"nodes\":[");
    private boolean first = true;

    void add(Node node) {
        json.raw(first ? "{" : ",{");
        first = false;
        json.raw("\"name\":").string(GoQuotation.quote(node.name()));
        json.raw(",\"type\":\"").raw(node.type().json()).raw("\"");
        number("mode", node.mode());
        time("mtime", node.times().modified());
        time("atime", node.times().accessed());
        time("ctime", node.times().changed());
        json.raw(",\"uid\":").number(node.owner().uid());
        json.raw(",\"gid\":").number(node.owner().gid());
        text("user", node.owner().user());
        text("group", node.owner().group());
        number("inode", node.inode());
        number("device_id", node.deviceId());
        number("size", node.size());
        number("links", node.links());
        linkTarget(node.linkTarget() == null ? "" : node.linkTarget());
        extendedAttributes(node.extendedAttributes());
        genericAttributes(node.genericAttributes());
        number("device", node.device());
        content(node);
        if (node.subtree() != null) {
            json.raw(",\"subtree\":");
            id(node.subtree());
        }
        text("error", node.error() == null ? "" : node.error());
        json.raw("}");
    }

    byte[] finish() {
        return json.raw("]}\n").bytes();
    }

    /** Left out where it is nothing, as Go's {@code omitempty} does. */
    private void number(String name, long value) {
        if (value != 0) {
            json.raw(",\"").raw(name).raw("\":").number(value);
        }
    }

    private void text(String name, String value) {
        if (!value.isEmpty()) {
            json.raw(",\"").raw(name).raw("\":").string(value);
        }
    }

    private void time(String name, OffsetDateTime time) {
        json.raw(",\"").raw(name).raw("\":\"").raw(GoTime.format(time)).raw("\"");
    }

    private void linkTarget(String target) {
        text("linktarget", target);
        if (!FileNames.isText(target)) {
            base64("linktarget_raw", FileNames.bytes(target));
        }
    }

    private void base64(String name, byte[] value) {
        json.raw(",\"")
                .raw(name)
                .raw("\":\"")
                .raw(Base64.getEncoder().encodeToString(value))
                .raw("\"");
    }

    private void extendedAttributes(List<ExtendedAttribute> attributes) {
        String separator = ",\"extended_attributes\":[";
        for (ExtendedAttribute attribute : attributes) {
            json.raw(separator).raw("{\"name\":").string(attribute.name());
            base64("value", attribute.value());
            json.raw("}");
            separator = ",";
        }
        json.raw(attributes.isEmpty() ? "" : "]");
    }

    private void genericAttributes(Map<String, String> attributes) {
        String separator = ",\"generic_attributes\":{";
        for (Map.Entry<String, String> attribute : new TreeMap<>(attributes).entrySet()) {
            json.raw(separator).string(attribute.getKey()).raw(":").utf8(attribute.getValue());
            separator = ",";
        }
        json.raw(attributes.isEmpty() ? "" : "}");
    }

    private void content(Node node) {
        if (node.content() == null) {
            json.raw(",\"content\":null");
            return;
        }
        json.raw(",\"content\":[");
        boolean one = false;
        for (ObjectId blob : node.content()) {
            json.raw(one ? "," : "");
            id(blob);
            one = true;
        }
        json.raw("]");
    }

    private void id(ObjectId id) {
        json.raw("\"").raw(id.toString()).raw("\"");
    }
}
