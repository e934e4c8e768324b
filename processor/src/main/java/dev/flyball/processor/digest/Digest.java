package dev.flyball.processor.digest;

import dev.flyball.schemas.Accuracy;
import dev.flyball.schemas.Arm;
import dev.flyball.schemas.ArmMetrics;
import dev.flyball.schemas.CacheMetrics;
import dev.flyball.schemas.CacheRead;
import dev.flyball.schemas.Endpoint;
import dev.flyball.schemas.EndpointMetrics;
import dev.flyball.schemas.ResourceUsage;
import dev.flyball.schemas.ResponseTime;
import dev.flyball.schemas.Sample;
import dev.flyball.schemas.Sketches;
import dev.flyball.schemas.sketch.ByteReader;
import dev.flyball.schemas.sketch.ByteWriter;
import dev.flyball.schemas.sketch.InstanceSketch;
import dev.flyball.schemas.sketch.LatencySketch;
import dev.flyball.schemas.sketch.MalformedBytesException;
import dev.flyball.schemas.sketch.UserSketch;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a set of samples of one endpoint came to. Merging is associative and commutative and equals adding all samples,
 * since every part is a whole number, a set, or a sketch with that property. Not safe for concurrent use.
 */
public final class Digest {
    private static final int VERSION = 2;
    /** It did not tell instances apart. */
    private static final int FIRST_VERSION = 1;

    private long errors;
    private final LatencySketch latency;
    private final UserSketch users;
    /** Missing as long as no sample tells of it, as are the others: most digests are of few samples, and there are many. */
    private @Nullable ResourceSums resources;

    private @Nullable InstanceSketch instances;
    private @Nullable Exemplars exemplars;
    /** By namespace, and by arm; samples of those that are too many count, but not here. */
    private @Nullable Parts<String, OutcomeSums> cache;

    private @Nullable Parts<ArmSums.Key, ArmSums> arms;

    public Digest() {
        this(0, new LatencySketch(), new UserSketch());
    }

    private Digest(long errors, LatencySketch latency, UserSketch users) {
        this.errors = errors;
        this.latency = latency;
        this.users = users;
    }

    public void add(Sample sample) {
        long micros = sample.responseTimeMicros();
        boolean failed = sample.failed();
        latency.add(micros);
        errors += failed ? 1 : 0;
        if (sample.traceId() != null) {
            exemplars = exemplars == null ? new Exemplars() : exemplars;
            exemplars.add(sample, micros);
        }
        String user = sample.user();
        if (user != null) {
            users.add(user);
        }
        String instance = sample.instance();
        if (instance != null) {
            instances = instances == null ? new InstanceSketch() : instances;
            instances.add(instance);
        }
        ResourceUsage usage = sample.resourceUsage();
        if (usage != null) {
            resources = resources == null ? new ResourceSums() : resources;
            resources.add(usage);
        }
        CacheRead read = sample.cache();
        if (read != null) {
            add(sample, read, failed, micros);
        }
    }

    private void add(Sample sample, CacheRead read, boolean failed, long micros) {
        cache = cache == null ? new Parts<>() : cache;
        OutcomeSums sums = cache.part(read.namespace(), OutcomeSums::new);
        if (sums != null) {
            sums.add(read.outcome(), failed, micros);
        }
        if (read.action() != null && read.arm() != null) {
            arms = arms == null ? new Parts<>() : arms;
            ArmSums arm = arms.part(new ArmSums.Key(read.action(), read.arm()), ArmSums::new);
            if (arm != null) {
                arm.add(sample, read.outcome().isHit());
            }
        }
    }

    /** Adds everything in another digest to this one. */
    public void merge(Digest other) {
        errors += other.errors;
        latency.merge(other.latency);
        users.merge(other.users);
        if (other.resources != null) {
            resources = resources == null ? new ResourceSums() : resources;
            resources.merge(other.resources);
        }
        if (other.instances != null) {
            instances = instances == null ? new InstanceSketch() : instances;
            instances.merge(other.instances);
        }
        if (other.exemplars != null) {
            exemplars = exemplars == null ? new Exemplars() : exemplars;
            exemplars.merge(other.exemplars);
        }
        if (other.cache != null) {
            cache = cache == null ? new Parts<>() : cache;
            cache.merge(other.cache, OutcomeSums::new, OutcomeSums::merge);
        }
        if (other.arms != null) {
            arms = arms == null ? new Parts<>() : arms;
            arms.merge(other.arms, ArmSums::new, ArmSums::merge);
        }
    }

    public long count() {
        return latency.count();
    }

    public long errors() {
        return errors;
    }

    /** Share of failed requests, 0 to 1; 0 when there are none. */
    public double errorRate() {
        return count() == 0 ? 0 : (double) errors / count();
    }

    public LatencySketch latency() {
        return latency;
    }

    public long users() {
        return users.count();
    }

    public @Nullable ResourceUsage resources() {
        return resources == null ? null : resources.mean();
    }

    /** Trace ids of a few failed samples. */
    public List<String> failedExemplars() {
        return exemplars == null ? List.of() : exemplars.failed();
    }

    /** Trace ids of the slowest samples, slowest first. */
    public List<String> slowestExemplars() {
        return exemplars == null ? List.of() : exemplars.slowest();
    }

    /** This digest with its sketches encoded, as long as it does not change. */
    public EncodedDigest encoded() {
        return new EncodedDigest(
                this, latency.toBytes(), users.toBytes(), instances == null ? null : instances.toBytes());
    }

    /** This digest as the published metrics of a window. */
    public EndpointMetrics toMetrics(Endpoint endpoint, long windowStart, long windowEnd, int revision, long late) {
        return encoded().toMetrics(endpoint, windowStart, windowEnd, revision, late);
    }

    EndpointMetrics toMetrics(
            Endpoint endpoint, long windowStart, long windowEnd, int revision, long late, Sketches sketches) {
        List<CacheMetrics> byNamespace =
                cache == null ? List.of() : cache.map((namespace, sums) -> sums.toMetrics(namespace));
        List<ArmMetrics> byArm = arms == null ? List.of() : arms.map((key, sums) -> sums.toMetrics(key));
        return new EndpointMetrics(
                EndpointMetrics.SCHEMA_VERSION,
                endpoint.service(),
                endpoint.operation(),
                windowStart,
                windowEnd,
                revision,
                count(),
                errors,
                errorRate(),
                count() * 1_000.0 / (windowEnd - windowStart),
                responseTime(latency),
                users.count(),
                resources(),
                byNamespace,
                byArm,
                late,
                sketches,
                new Accuracy(latency.relativeError(), users.standardError()),
                instances == null ? null : instances.count());
    }

    static ResponseTime responseTime(LatencySketch latency) {
        if (latency.count() == 0) {
            return ResponseTime.NONE;
        }
        double[] quantiles = latency.quantilesMicros(0.5, 0.9, 0.95, 0.99, 0.999);
        return new ResponseTime(
                latency.meanMicros() / 1_000,
                latency.minMicros() / 1_000.0,
                latency.maxMicros() / 1_000.0,
                quantiles[0] / 1_000,
                quantiles[1] / 1_000,
                quantiles[2] / 1_000,
                quantiles[3] / 1_000,
                quantiles[4] / 1_000);
    }

    public byte[] toBytes() {
        // About what a sample takes; many share what they tell.
        ByteWriter out = new ByteWriter((int) (64 + 12 * Math.min(128, count())));
        writeTo(out);
        return out.toBytes();
    }

    public void writeTo(ByteWriter out) {
        writeHead(out);
        latency.writeTo(out);
        users.writeTo(out);
        writeParts(out);
        if (instances == null) {
            out.putVarLong(0);
        } else {
            instances.writeTo(out);
        }
    }

    /** What comes before the sketches of times and users. */
    void writeHead(ByteWriter out) {
        out.putByte(VERSION).putVarLong(errors);
    }

    /** What comes between those and the sketch of instances. */
    void writeParts(ByteWriter out) {
        ResourceSums.write(resources, out);
        Exemplars.write(exemplars, out);
        Parts.write(cache, out, (namespace, sums) -> {
            out.putText(namespace);
            sums.writeTo(out);
        });
        Parts.write(arms, out, (key, sums) -> {
            out.putText(key.action()).putByte(key.arm() == Arm.TREATED ? 1 : 0);
            sums.writeTo(out);
        });
    }

    /** @throws MalformedBytesException if the bytes are no digest, or one of an unknown version */
    public static Digest ofBytes(byte[] bytes) {
        return readFrom(new ByteReader(bytes));
    }

    /**
     * What is told by the first bytes of a digest.
     *
     * @param maxMicros response time of the slowest sample; 0 when there is none
     */
    public record Outline(long samples, long failed, long maxMicros) {}

    public Outline outline() {
        return new Outline(count(), errors, latency.maxMicros());
    }

    /** @throws MalformedBytesException if the bytes do not begin like a digest of a known version */
    public static Outline outlineOf(byte[] bytes) {
        ByteReader in = new ByteReader(bytes);
        knownVersion(in);
        long failed = in.getVarLong();
        LatencySketch.Outline latency = LatencySketch.outlineOf(in);
        return new Outline(latency.count(), failed, latency.maxMicros());
    }

    /** @throws MalformedBytesException if no digest, or one of an unknown version, begins here */
    public static Digest readFrom(ByteReader in) {
        int version = knownVersion(in);
        Digest digest = new Digest(in.getVarLong(), LatencySketch.readFrom(in), UserSketch.readFrom(in));
        digest.resources = ResourceSums.readFrom(in);
        digest.exemplars = Exemplars.readFrom(in);
        digest.cache = Parts.read(in, 2, parts -> {
            String namespace = in.getText();
            parts.put(namespace, OutcomeSums.readFrom(in));
        });
        digest.arms = Parts.read(in, 4, parts -> {
            String action = in.getText();
            Arm arm = in.getByte() == 1 ? Arm.TREATED : Arm.CONTROL;
            parts.put(new ArmSums.Key(action, arm), ArmSums.readFrom(in));
        });
        if (version > FIRST_VERSION) {
            InstanceSketch instances = new InstanceSketch();
            instances.readFrom(in);
            digest.instances = instances.count() == 0 ? null : instances;
        }
        return digest;
    }

    private static int knownVersion(ByteReader in) {
        int version = in.getByte();
        if (version != VERSION && version != FIRST_VERSION) {
            throw new MalformedBytesException("digest of unknown version " + version);
        }
        return version;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Digest that && Arrays.equals(toBytes(), that.toBytes());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(toBytes());
    }

    @Override
    public String toString() {
        return "errors=" + errors + " " + latency + " " + users;
    }
}
