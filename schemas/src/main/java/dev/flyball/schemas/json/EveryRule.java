package dev.flyball.schemas.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.deser.std.DelegatingDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TreeTraversingParser;
import dev.flyball.schemas.Rule;
import java.io.IOException;
import java.util.List;

/** Reads rules of every version: those of the first were flat, knew thresholds only, and had one pair of globs. */
final class EveryRule extends DelegatingDeserializer {
    private static final long serialVersionUID = 1;
    private static final List<String> OF_THE_MATCH = List.of("service", "endpoint");
    private static final List<String> OF_THE_CONDITION =
            List.of("metric", "threshold", "windowMs", "confidence", "minSamples");

    private EveryRule(JsonDeserializer<?> newest) {
        super(newest);
    }

    static SimpleModule module() {
        return new SimpleModule().setDeserializerModifier(new Modifier());
    }

    private static final class Modifier extends BeanDeserializerModifier {
        private static final long serialVersionUID = 1;

        @Override
        public JsonDeserializer<?> modifyDeserializer(
                DeserializationConfig config, BeanDescription bean, JsonDeserializer<?> deserializer) {
            return bean.getBeanClass() == Rule.class ? new EveryRule(deserializer) : deserializer;
        }
    }

    @Override
    protected JsonDeserializer<?> newDelegatingInstance(JsonDeserializer<?> newest) {
        return new EveryRule(newest);
    }

    @Override
    public Object deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        JsonNode rule = context.readTree(parser);
        if (rule instanceof ObjectNode flat && rule.path("schemaVersion").asInt() == 1) {
            upgrade(flat);
        }
        try (JsonParser upgraded = new TreeTraversingParser(rule, parser.getCodec())) {
            upgraded.nextToken();
            return super.deserialize(upgraded, context);
        }
    }

    private static void upgrade(ObjectNode flat) {
        ObjectNode match = flat.objectNode().put("enabled", true);
        move(OF_THE_MATCH, flat, match);
        ObjectNode condition = flat.objectNode().put("kind", "threshold");
        move(OF_THE_CONDITION, flat, condition);
        flat.put("schemaVersion", Rule.SCHEMA_VERSION).put("enabled", true).set("condition", condition);
        flat.putArray("match").add(match);
    }

    private static void move(List<String> fields, ObjectNode from, ObjectNode to) {
        for (String field : fields) {
            JsonNode value = from.remove(field);
            if (value != null) {
                to.set(field, value);
            }
        }
    }
}
