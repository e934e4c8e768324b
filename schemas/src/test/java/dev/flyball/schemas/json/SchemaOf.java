package dev.flyball.schemas.json;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import dev.flyball.schemas.CacheRead;
import dev.flyball.schemas.Doc;
import dev.flyball.schemas.Sample;
import dev.flyball.schemas.SampleLimits;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The JSON Schema of an event's record: what writers may rely on to be read. */
final class SchemaOf {
    private static final SampleLimits LIMITS = SampleLimits.DEFAULT;

    /** Of a sample, more than these may be left out: its record has defaults for the rest. */
    private static final Set<String> REQUIRED_OF_SAMPLE = Set.of("timestamp", "service", "endpoint", "responseTimeMs");

    private static final Map<String, Integer> LONGEST_OF_SAMPLE = Map.of(
            "service", LIMITS.serviceChars(),
            "endpoint", LIMITS.endpointChars(),
            "user", LIMITS.textChars(),
            "instance", LIMITS.textChars(),
            "traceId", LIMITS.textChars());
    private static final Map<String, Integer> LONGEST_OF_CACHE_READ =
            Map.of("namespace", LIMITS.textChars(), "action", LIMITS.textChars());

    private final Class<?> type;
    private final int version;

    SchemaOf(Class<?> type, int version) {
        this.type = type;
        this.version = version;
    }

    /** Such as {@code endpoint-metrics}. */
    String name() {
        return type.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    String resource() {
        return name() + "-v" + version + ".schema.json";
    }

    ObjectNode generate() {
        ObjectNode generated = generator().generateSchema(type);
        ObjectNode schema = generated.objectNode();
        schema.set("$schema", generated.remove("$schema"));
        schema.put("$id", "urn:flyball:schema:" + name() + ":" + version);
        schema.put("title", type.getSimpleName());
        schema.set("description", generated.remove("description"));
        JsonNode definitions = generated.remove("$defs");
        schema.setAll(generated);
        if (type == Sample.class) {
            completeSample(schema);
        }
        if (definitions != null) {
            schema.set("$defs", definitions);
        }
        return schema;
    }

    private static void completeSample(ObjectNode schema) {
        ArrayNode either = schema.putArray("anyOf");
        either.addObject().putArray("required").add("status");
        either.addObject().putArray("required").add("error");
        ObjectNode properties = (ObjectNode) schema.get("properties");
        ObjectNode timestamp = (ObjectNode) properties.get("timestamp");
        timestamp.putArray("type").add("integer").add("string");
        timestamp.put("format", "date-time");
        ((ObjectNode) properties.get("responseTimeMs"))
                .put("minimum", 0)
                .put("maximum", LIMITS.responseTime().toMillis());
        ((ObjectNode) properties.get("status")).put("minimum", 100).put("maximum", 599);
    }

    private static SchemaGenerator generator() {
        SchemaGeneratorConfigBuilder builder = new SchemaGeneratorConfigBuilder(
                        EventJson.mapper(), SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
                .with(
                        Option.MAP_VALUES_AS_ADDITIONAL_PROPERTIES,
                        Option.PLAIN_DEFINITION_KEYS,
                        Option.DEFINITIONS_FOR_ALL_OBJECTS)
                .with(Option.NONPUBLIC_NONSTATIC_FIELDS_WITHOUT_GETTERS);
        builder.forTypesInGeneral()
                .withPropertySorter((one, other) -> 0)
                .withSubtypeResolver((declared, context) -> subtypes(declared.getErasedType()).stream()
                        .map(subtype -> context.getTypeContext().resolveSubtype(declared, subtype))
                        .toList())
                .withTypeAttributeOverride(
                        (node, scope, context) -> addKind(node, scope.getType().getErasedType()))
                .withDescriptionResolver(
                        scope -> doc(scope.getType().getErasedType().getAnnotation(Doc.class)))
                .withCustomDefinitionProvider((resolved, context) -> {
                    Object[] constants = resolved.getErasedType().getEnumConstants();
                    return constants == null ? null : new CustomDefinition(enumOf(constants), true);
                });
        builder.forFields()
                .withDescriptionResolver(
                        field -> field.isFakeContainerItemScope() ? null : doc(field.getAnnotation(Doc.class)))
                .withRequiredCheck(SchemaOf::isRequired)
                .withStringMaxLengthResolver(SchemaOf::longest);
        return new SchemaGenerator(builder.build());
    }

    private static List<Class<?>> subtypes(Class<?> type) {
        JsonSubTypes subtypes = type.getAnnotation(JsonSubTypes.class);
        return subtypes == null
                ? List.of()
                : Arrays.stream(subtypes.value())
                        .<Class<?>>map(JsonSubTypes.Type::value)
                        .toList();
    }

    /** What tells a record from the others that may stand in its place. */
    private static void addKind(ObjectNode node, Class<?> type) {
        JsonTypeName name = type.getAnnotation(JsonTypeName.class);
        if (name != null && node.get("properties") instanceof ObjectNode properties) {
            ObjectNode kind = properties.objectNode().put("const", name.value());
            properties.set("kind", kind.put("description", "What kind it is."));
            ArrayNode required = node.withArray("required");
            required.add("kind");
        }
    }

    private static @Nullable String doc(@Nullable Doc doc) {
        return doc == null ? null : doc.value();
    }

    private static boolean isRequired(FieldScope field) {
        if (field.getDeclaringType().getErasedType() == Sample.class) {
            return REQUIRED_OF_SAMPLE.contains(field.getDeclaredName());
        }
        return !field.getRawMember().getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    private static @Nullable Integer longest(FieldScope field) {
        Class<?> owner = field.getDeclaringType().getErasedType();
        if (owner == Sample.class) {
            return LONGEST_OF_SAMPLE.get(field.getDeclaredName());
        }
        return owner == CacheRead.class ? LONGEST_OF_CACHE_READ.get(field.getDeclaredName()) : null;
    }

    private static ObjectNode enumOf(Object[] constants) {
        ObjectNode node = EventJson.mapper().createObjectNode().put("type", "string");
        ArrayNode names = node.putArray("enum");
        Arrays.stream(constants)
                .forEach(constant ->
                        names.add(EventJson.mapper().valueToTree(constant).asText()));
        return node;
    }
}
