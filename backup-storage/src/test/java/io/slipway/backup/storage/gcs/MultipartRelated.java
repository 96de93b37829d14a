package io.slipway.backup.storage.gcs;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import tools.jackson.databind.JsonNode;

/** Metadata and content as they come in one request (RFC 2387). */
record MultipartRelated(JsonNode metadata, byte[] content) {
    private static final byte[] EMPTY_LINE = "\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);

    static MultipartRelated parse(String contentType, byte[] body) throws GcsRefusal {
        String boundary = contentType.replaceFirst(".*boundary=\"?([^\";]+)\"?.*", "$1");
        byte[] line = ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
        int jsonStart = find(body, EMPTY_LINE, 0) + EMPTY_LINE.length;
        int jsonEnd = find(body, line, jsonStart);
        int contentStart = find(body, EMPTY_LINE, jsonEnd) + EMPTY_LINE.length;
        int contentEnd = findLast(body, line);
        return new MultipartRelated(
                GcsClient.JSON.readTree(Arrays.copyOfRange(body, jsonStart, jsonEnd)),
                Arrays.copyOfRange(body, contentStart, contentEnd));
    }

    private static int find(byte[] body, byte[] wanted, int from) throws GcsRefusal {
        for (int start = from; start + wanted.length <= body.length; start++) {
            if (Arrays.equals(body, start, start + wanted.length, wanted, 0, wanted.length)) {
                return start;
            }
        }
        throw new GcsRefusal(400, "badContent");
    }

    private static int findLast(byte[] body, byte[] wanted) throws GcsRefusal {
        for (int start = body.length - wanted.length; start >= 0; start--) {
            if (Arrays.equals(body, start, start + wanted.length, wanted, 0, wanted.length)) {
                return start;
            }
        }
        throw new GcsRefusal(400, "badContent");
    }
}
