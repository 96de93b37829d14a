package io.slipway.config.document;

/** Reads one document. Whatever the bytes are, the answer is a tree or a list of faults. */
public final class DocumentReader {
    /** The largest document, in bytes. */
    public static final int LARGEST = 1024 * 1024;

    private DocumentReader() {}

    /** Reads a document whose format its name tells. */
    public static Parsed<ConfigTree> read(String document, byte[] bytes) {
        return DocumentFormat.ofFileName(document)
                .map(format -> read(document, format, bytes))
                .orElseGet(() -> Parsed.refused(Fault.of(
                        document, "no format has this ending; .yml, .yaml, .json, .properties and .env are read")));
    }

    /**
     * Reads a document.
     *
     * @param document its path within its source, for the positions
     */
    public static Parsed<ConfigTree> read(String document, DocumentFormat format, byte[] bytes) {
        if (bytes.length > LARGEST) {
            return Parsed.refused(
                    Fault.of(document, "has " + bytes.length + " bytes; a document has at most " + LARGEST));
        }
        return SourceText.decode(document, bytes).then(text -> switch (format) {
            case YAML -> new YamlReader(text).read();
            case JSON -> new JsonReader(text).read();
            case PROPERTIES -> new PropertiesReader(text).read();
            case DOTENV -> new DotenvReader(text).read();
        });
    }
}
