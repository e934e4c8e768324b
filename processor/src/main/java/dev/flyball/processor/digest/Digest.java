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
import java.util.Base64;
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
    private final ResourceSums resources = new ResourceSums();
    private final InstanceSketch instances = new InstanceSketch();
    private final Exemplars exemplars = new Exemplars();
    /** By namespace, and by arm; samples of those that are too many count, but not here. */
    private final Parts<String, OutcomeSums> cache = new Parts<>();

    private final Parts<ArmSums.Key, ArmSums> arms = new Parts<>();

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
        exemplars.add(sample, micros);
        String user = sample.user();
        if (user != null) {
            users.add(user);
        }
        String instance = sample.instance();
        if (instance != null) {
            instances.add(instance);
        }
        ResourceUsage usage = sample.resourceUsage();
        if (usage != null) {
            resources.add(usage);
        }
        CacheRead read = sample.cache();
        if (read != null) {
            add(sample, read, failed, micros);
        }
    }

    private void add(Sample sample, CacheRead read, boolean failed, long micros) {
        OutcomeSums sums = cache.part(read.namespace(), OutcomeSums::new);
        if (sums != null) {
            sums.add(read.outcome(), failed, micros);
        }
        if (read.action() != null && read.arm() != null) {
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
        resources.merge(other.resources);
        instances.merge(other.instances);
        exemplars.merge(other.exemplars);
        other.cache.forEach((namespace, sums) -> {
            OutcomeSums mine = cache.part(namespace, OutcomeSums::new);
            if (mine != null) {
                mine.merge(sums);
            }
        });
        other.arms.forEach((key, sums) -> {
            ArmSums mine = arms.part(key, ArmSums::new);
            if (mine != null) {
                mine.merge(sums);
            }
        });
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
        return resources.mean();
    }

    /** Trace ids of a few failed samples. */
    public List<String> failedExemplars() {
        return exemplars.failed();
    }

    /** Trace ids of the slowest samples, slowest first. */
    public List<String> slowestExemplars() {
        return exemplars.slowest();
    }

    /** This digest as the published metrics of a window. */
    public EndpointMetrics toMetrics(Endpoint endpoint, long windowStart, long windowEnd, int revision, long late) {
        List<CacheMetrics> byNamespace = cache.map((namespace, sums) -> sums.toMetrics(namespace));
        List<ArmMetrics> byArm = arms.map((key, sums) -> sums.toMetrics(key));
        Base64.Encoder base64 = Base64.getEncoder();
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
                resources.mean(),
                byNamespace,
                byArm,
                late,
                new Sketches(
                        base64.encodeToString(latency.toBytes()),
                        base64.encodeToString(users.toBytes()),
                        instances.count() == 0 ? null : base64.encodeToString(instances.toBytes())),
                new Accuracy(latency.relativeError(), users.standardError()),
                instances.count() == 0 ? null : instances.count());
    }

    static ResponseTime responseTime(LatencySketch latency) {
        if (latency.count() == 0) {
            return ResponseTime.NONE;
        }
        return new ResponseTime(
                latency.meanMicros() / 1_000,
                latency.minMicros() / 1_000.0,
                latency.maxMicros() / 1_000.0,
                latency.quantileMicros(0.5) / 1_000,
                latency.quantileMicros(0.9) / 1_000,
                latency.quantileMicros(0.95) / 1_000,
                latency.quantileMicros(0.99) / 1_000,
                latency.quantileMicros(0.999) / 1_000);
    }

    public byte[] toBytes() {
        ByteWriter out = new ByteWriter(128);
        writeTo(out);
        return out.toBytes();
    }

    public void writeTo(ByteWriter out) {
        out.putByte(VERSION).putVarLong(errors);
        latency.writeTo(out);
        users.writeTo(out);
        resources.writeTo(out);
        exemplars.writeTo(out);
        out.putVarLong(cache.size());
        cache.forEach((namespace, sums) -> {
            out.putText(namespace);
            sums.writeTo(out);
        });
        out.putVarLong(arms.size());
        arms.forEach((key, sums) -> {
            out.putText(key.action()).putByte(key.arm() == Arm.TREATED ? 1 : 0);
            sums.writeTo(out);
        });
        instances.writeTo(out);
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
        digest.resources.readFrom(in);
        digest.exemplars.readFrom(in);
        for (int i = in.getCount(2); i > 0; i--) {
            String namespace = in.getText();
            OutcomeSums sums = new OutcomeSums();
            sums.readFrom(in);
            digest.cache.put(namespace, sums);
        }
        for (int i = in.getCount(4); i > 0; i--) {
            String action = in.getText();
            Arm arm = in.getByte() == 1 ? Arm.TREATED : Arm.CONTROL;
            digest.arms.put(new ArmSums.Key(action, arm), ArmSums.readFrom(in));
        }
        if (version > FIRST_VERSION) {
            digest.instances.readFrom(in);
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
