package io.slipway.config.document;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The decoded text of a document. */
record SourceText(String document, String text) {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    static Parsed<SourceText> decode(String document, byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length + 1);
        CoderResult result = UTF_8.newDecoder().decode(in, out, true);
        String decoded = out.flip().toString();
        String text = decoded.indexOf(BYTE_ORDER_MARK) == 0 ? decoded.substring(1) : decoded;
        SourceText source = new SourceText(document, text);
        if (result.isError()) {
            return Parsed.refused(Fault.at(source.position(text.length()), "", "this byte is not UTF-8"));
        }
        int nul = text.indexOf('\0');
        return nul < 0
                ? Parsed.valid(source)
                : Parsed.refused(Fault.at(source.position(nul), "", "a document has no NUL character"));
    }

    /** Where an offset is; only for the few places that are asked for. */
    Position position(int offset) {
        int line = 1;
        int start = 0;
        for (int i = 0; i < offset; i++) {
            char c = text.charAt(i);
            if (c == '\n' || c == '\r' && !(i + 1 < text.length() && text.charAt(i + 1) == '\n')) {
                line++;
                start = i + 1;
            }
        }
        return new Position(document, line, offset - start + 1);
    }
}
