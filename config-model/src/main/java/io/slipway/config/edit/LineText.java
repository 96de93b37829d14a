package io.slipway.config.edit;

import java.util.List;
import java.util.Optional;

import io.slipway.config.document.ConfigNode;
import io.slipway.config.document.ConfigObject;
import io.slipway.config.document.ConfigScalar;
import io.slipway.config.document.ConfigTree;
import io.slipway.config.document.DocumentFormat;
import io.slipway.config.document.KeyPath;
import io.slipway.config.document.Position;
import io.slipway.config.render.ConfigRenderer;
import io.slipway.config.render.PropertiesWriter;
import io.slipway.config.render.RenderFormat;
import io.slipway.config.render.RenderOptions;

/** Changes .properties and .env in place. An attempt: the caller reads what came out. */
final class LineText {
    private final String text;
    private final ConfigObject root;
    private final boolean dotenv;

    LineText(String text, ConfigObject root, DocumentFormat format) {
        this.text = text;
        this.root = root;
        dotenv = format == DocumentFormat.DOTENV;
    }

    Optional<String> set(KeyPath key, ConfigNode value) {
        Optional<String> written = written(value);
        Optional<ConfigNode> old = ConfigTree.find(root, key);
        if (old.isEmpty()) {
            boolean open = !text.isEmpty() && !text.endsWith("\n");
            return written.map(after -> text + (open ? "\n" : "") + name(key) + "=" + after + "\n");
        }
        if (!(old.get() instanceof ConfigScalar)) {
            return Optional.empty();
        }
        int start = offset(old.get().position());
        return written.map(after -> text.substring(0, start) + after + text.substring(end(start)));
    }

    Optional<String> remove(KeyPath key) {
        return ConfigTree.find(root, key).filter(ConfigScalar.class::isInstance).map(old -> {
            int value = offset(old.position());
            int start = text.lastIndexOf('\n', Math.max(0, value - 1)) + 1;
            int lineBreak = text.indexOf('\n', end(value));
            return text.substring(0, start) + (lineBreak < 0 ? "" : text.substring(lineBreak + 1));
        });
    }

    private String name(KeyPath key) {
        if (dotenv) {
            return key.toString();
        }
        String line = PropertiesWriter.write(TreeChange.put(ConfigObject.EMPTY, key, ConfigScalar.string("")));
        return line.substring(0, line.length() - "=\n".length());
    }

    private Optional<String> written(ConfigNode value) {
        ConfigObject only = TreeChange.put(ConfigObject.EMPTY, new KeyPath(List.of(new KeyPath.Name("V"))), value);
        Optional<String> line = dotenv
                ? ConfigRenderer.render(only, RenderFormat.ENV, RenderOptions.named("env"))
                        .toOptional()
                : Optional.of(PropertiesWriter.write(only));
        return line.map(whole -> whole.substring("V=".length(), whole.length() - 1));
    }

    /** Where a value ends that begins here. */
    private int end(int start) {
        return dotenv ? dotenvEnd(start) : propertiesEnd(start);
    }

    private int propertiesEnd(int start) {
        int at = start;
        while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
            boolean joined = text.startsWith("\\\r\n", at);
            at += joined ? 3 : text.charAt(at) == '\\' ? 2 : 1;
        }
        return Math.min(at, text.length());
    }

    private int dotenvEnd(int start) {
        if (start < text.length() && "'\"`".indexOf(text.charAt(start)) >= 0) {
            char quote = text.charAt(start);
            int at = start + 1;
            while (at < text.length() && text.charAt(at) != quote) {
                at += text.charAt(at) == '\\' && quote == '"' ? 2 : 1;
            }
            return Math.min(at + 1, text.length());
        }
        int at = start;
        while (at < text.length() && "\r\n#".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        while (at > start && (text.charAt(at - 1) == ' ' || text.charAt(at - 1) == '\t')) {
            at--;
        }
        return at;
    }

    private int offset(Position position) {
        int at = 0;
        for (int line = 1; line < position.line(); line++) {
            at = text.indexOf('\n', at) + 1;
        }
        return Math.min(text.length(), at + position.column() - 1);
    }
}
