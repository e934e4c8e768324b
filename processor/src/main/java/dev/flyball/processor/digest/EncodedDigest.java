package dev.flyball.processor.digest;

import dev.flyball.schemas.Endpoint;
import dev.flyball.schemas.EndpointMetrics;
import dev.flyball.schemas.Sketches;
import dev.flyball.schemas.sketch.ByteWriter;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A digest whose sketches are encoded: what is kept of it and what is published of it both hold them, and to encode them is
 * much of what either takes. Of use until the digest changes.
 */
public final class EncodedDigest {
    private final Digest digest;
    private final byte[] latency;
    private final byte[] users;
    private final byte @Nullable [] instances;

    EncodedDigest(Digest digest, byte[] latency, byte[] users, byte @Nullable [] instances) {
        this.digest = digest;
        this.latency = latency;
        this.users = users;
        this.instances = instances;
    }

    /** Writes what {@link Digest#writeTo} writes. */
    public void writeTo(ByteWriter out) {
        digest.writeHead(out);
        out.putBytes(latency).putBytes(users);
        digest.writeParts(out);
        if (instances == null) {
            out.putVarLong(0);
        } else {
            out.putBytes(instances);
        }
    }

    /** What {@link Digest#toMetrics} says. */
    public EndpointMetrics toMetrics(Endpoint endpoint, long windowStart, long windowEnd, int revision, long late) {
        Base64.Encoder base64 = Base64.getEncoder();
        Sketches sketches = new Sketches(
                base64.encodeToString(latency),
                base64.encodeToString(users),
                instances == null ? null : base64.encodeToString(instances));
        return digest.toMetrics(endpoint, windowStart, windowEnd, revision, late, sketches);
    }

    /** About how many bytes it takes, rather too many than too few. */
    public int expectedBytes() {
        return latency.length + users.length + (instances == null ? 0 : instances.length) + 256;
    }
}
