package io.slipway.config.schema;

import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.NonValidationKeyword;

import tools.jackson.databind.JsonNode;

/**
 * A schema with its validator.
 *
 * @param schema validates instances
 * @param unknown keywords that neither the standard nor we know: a typing error that would quietly check nothing
 */
record CompiledSchema(Schema schema, SortedSet<String> unknown) {
    /** What a schema says it is written in, if it says so. */
    static final String META = "https://json-schema.org/draft/2020-12/schema";

    private static final String OURS = "x-slipway-";
    private static final String OTHERS = "x-";
    private static final Set<String> WORDS = Set.of(ConfigSchema.SECRET, ConfigSchema.NOT_SECRET, ConfigSchema.RULES);

    static CompiledSchema of(JsonNode source) {
        SortedSet<String> unknown = new TreeSet<>();
        Dialect dialect = Dialect.builder(Dialects.getDraft202012())
                .unknownKeywordFactory((name, _) -> {
                    if (name.startsWith(OURS) ? !WORDS.contains(name) : !name.startsWith(OTHERS)) {
                        unknown.add(name);
                    }
                    return new NonValidationKeyword(name);
                })
                .build();
        Schema schema = SchemaRegistry.withDialect(dialect).getSchema(source);
        schema.initializeValidators();
        return new CompiledSchema(schema, unknown);
    }

    /** What is wrong with a schema by the schema of schemas. */
    static List<Error> check(JsonNode source) {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(SchemaLocation.of(META))
                .validate(source);
    }
}
