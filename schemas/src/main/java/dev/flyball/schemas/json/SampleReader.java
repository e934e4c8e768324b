package dev.flyball.schemas.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import dev.flyball.schemas.Rejection;
import dev.flyball.schemas.Rejection.Reason;
import dev.flyball.schemas.Sample;
import dev.flyball.schemas.SampleLimits;
import java.io.CharConversionException;
import java.io.IOException;
import java.util.regex.Pattern;

/**
 * Reads the value of a record on {@code request-samples}: one JSON object, or several, a line each. Every object ends
 * as exactly one sample or one rejection; a bad line costs only itself. Nothing that it reads makes it throw. Safe for
 * concurrent use.
 */
public final class SampleReader {
    private static final int DETAIL_CHARS = 200;
    private static final int NAME_CHARS = 50;
    private static final Pattern ADVICE = Pattern.compile(
            ", from `[^`]*`|(: enable `|: (was expecting|expected a valid value) \\(| \\((for|not|consider) ).*");

    private final SampleLimits limits;
    private final JsonFactory factory;
    private final PlainSamples plainSamples;

    public SampleReader(SampleLimits limits) {
        this.limits = limits;
        plainSamples = new PlainSamples(limits);
        factory = JsonFactory.builder()
                // Names come from strangers; interned, they would stay for the life of the process.
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(16)
                        .maxNameLength(1_000)
                        .maxNumberLength(100)
                        // No limit beside that of the record, so that it is our message that a user reads.
                        .maxStringLength(limits.recordBytes())
                        .build())
                .build();
    }

    /** Takes what a record holds, in its order. */
    public interface Visitor {
        void sample(Sample sample);

        /**
         * @param from first byte of the rejected object in the value
         * @param to first byte after it
         */
        void rejected(Rejection rejection, int from, int to);
    }

    /**
     * @param value the value of a record
     * @param now the moment against which timestamps are judged, epoch milliseconds: when the record was appended
     */
    public void read(byte[] value, long now, Visitor visitor) {
        read(value, 0, value.length, now, visitor);
    }

    /**
     * Reads a value that lies among other bytes, of which nothing is looked at.
     *
     * @param from first byte of the value of a record
     * @param to first byte after it
     * @param now the moment against which timestamps are judged, epoch milliseconds: when the record was appended
     */
    public void read(byte[] bytes, int from, int to, long now, Visitor visitor) {
        int length = to - from;
        if (length > limits.recordBytes()) {
            String detail = length + " bytes; the limit is " + limits.recordBytes();
            visitor.rejected(new Rejection(Reason.RECORD_TOO_LARGE, detail), 0, length);
            return;
        }
        new Value(bytes, from, to, now, visitor).read();
    }

    private Sample parse(JsonParser json, long now) throws IOException {
        try {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new RejectedException(Reason.MALFORMED_JSON, "not an object");
            }
            SampleFields fields = new SampleFields(limits);
            fields.read(json);
            if (json.nextToken() != null) {
                throw new RejectedException(Reason.MALFORMED_JSON, "something follows the object on its line");
            }
            return fields.toSample(now);
        } catch (JsonEOFException e) {
            throw new RejectedException(Reason.MALFORMED_JSON, field(json) + "the object does not end");
        } catch (StreamConstraintsException e) {
            throw new RejectedException(Reason.TOO_LONG, field(json) + sentence(e));
        } catch (CharConversionException e) {
            throw new RejectedException(Reason.INVALID_UTF8, field(json) + sentence(e));
        } catch (JsonProcessingException e) {
            throw new RejectedException(Reason.MALFORMED_JSON, field(json) + sentence(e));
        }
    }

    private static String fieldAtEnd(JsonParser json) {
        try {
            while (json.nextToken() != null) {
                json.finishToken();
            }
        } catch (IOException e) {
            // The bytes end in the middle of the field.
        }
        return field(json);
    }

    /** Where in the object the parser is, such as {@code cache.namespace: }; names may come from strangers. */
    private static String field(JsonParser json) {
        String pointer = json.getParsingContext().pathAsPointer().toString();
        return pointer.isEmpty() ? "" : SafeText.clean(pointer.substring(1).replace('/', '.'), NAME_CHARS) + ": ";
    }

    /** What the parser found, without its advice on what it could be told to allow. */
    private static String sentence(IOException e) {
        String message = e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.getMessage();
        return message == null
                ? "unreadable"
                : SafeText.clean(ADVICE.matcher(message).replaceAll(""), DETAIL_CHARS);
    }

    /** The value of a record, while it is read. */
    private final class Value {
        private final byte[] bytes;
        private final int start;
        private final int end;
        private final long now;
        private final Visitor visitor;

        Value(byte[] bytes, int start, int end, long now, Visitor visitor) {
            this.bytes = bytes;
            this.start = start;
            this.end = end;
            this.now = now;
            this.visitor = visitor;
        }

        void read() {
            boolean first = true;
            PlainObject plain = new PlainObject(bytes, end);
            for (int from = start; from < end; ) {
                plain.moveTo(from);
                Sample sample = plainSamples.read(plain, now);
                if (sample != null) {
                    visitor.sample(sample);
                    first = false;
                    from = plain.position() + 1;
                    continue;
                }
                int to = endOfLine(from);
                if (!isBlank(from, to)) {
                    to = readObject(from, to, first);
                    first = false;
                }
                from = to + 1;
            }
            if (first) {
                reject(new Rejection(Reason.MALFORMED_JSON, "an empty value"), start, end);
            }
        }

        /**
         * Visits the object on one line. The first line may instead begin an object that goes on to the end of the value:
         * no NDJSON, but people send it.
         *
         * @return where the object ends
         */
        private int readObject(int from, int to, boolean first) {
            Sample sample;
            try {
                sample = parse(from, to);
            } catch (RejectedException e) {
                if (first && !isWhole(from, to) && isWhole(from, end)) {
                    return readObject(from, end, false);
                }
                reject(e.rejection(), from, to);
                return to;
            }
            visitor.sample(sample);
            return to;
        }

        private void reject(Rejection rejection, int from, int to) {
            visitor.rejected(rejection, from - start, to - start);
        }

        private boolean isWhole(int from, int to) {
            try (JsonParser json = factory.createParser(bytes, from, to - from)) {
                json.nextToken();
                json.skipChildren();
                return json.nextToken() == null;
            } catch (IOException e) {
                return false;
            }
        }

        private Sample parse(int from, int to) {
            int invalid = Utf8.firstInvalid(bytes, from, to);
            if (invalid != Utf8.VALID) {
                throw notUtf8(from, invalid);
            }
            try (JsonParser json = factory.createParser(bytes, from, to - from)) {
                return SampleReader.this.parse(json, now);
            } catch (IOException e) {
                throw new RejectedException(Reason.MALFORMED_JSON, sentence(e));
            }
        }

        /** Names the field by reading the object again, up to the byte that is wrong. */
        private RejectedException notUtf8(int from, int invalid) {
            String at = "";
            try (JsonParser json = factory.createParser(bytes, from, invalid - from)) {
                at = fieldAtEnd(json);
            } catch (IOException e) {
                // Not even its beginning can be read: then there is no field to name.
            }
            return new RejectedException(
                    Reason.INVALID_UTF8, at + "byte " + (invalid - from) + " of the object is not UTF-8");
        }

        private int endOfLine(int from) {
            int at = from;
            while (at < end && bytes[at] != '\n') {
                at++;
            }
            return at;
        }

        private boolean isBlank(int from, int to) {
            for (int i = from; i < to; i++) {
                if (bytes[i] != ' ' && bytes[i] != '\t' && bytes[i] != '\r') {
                    return false;
                }
            }
            return true;
        }
    }
}
