package dev.flyball.schemas.sketch;

import com.dynatrace.hash4j.distinctcount.UltraLogLog;
import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How many distinct users, mergeable without counting anybody twice: exact up to {@value #EXACT_LIMIT} of them, with
 * a standard error of 1.2 % above (UltraLogLog with 4096 registers, Ertl, VLDB 2024).
 *
 * <p>Users are told apart by a 64-bit hash, komihash 5.0 with seed 0 over UTF-8, which is part of the format. The
 * content depends only on the set of users, and so do the bytes. Not safe for concurrent use.
 *
 * <p>Bytes, version 1 (numbers as in {@link ByteWriter}): version, form; form 0: number of hashes, then the hashes
 * ascending as signed 8-byte numbers; form 1: the 4096 registers; form 2, written if no more than {@value #FEW_REGISTERS} of them
 * are not 0: number of those, then for each how many zeros lie between it and the one before, and its value in one byte.
 */
public final class UserSketch {
    private static final double STANDARD_ERROR = 0.012;

    private static final int VERSION = 1;
    private static final int EXACT_LIMIT = 128;
    private static final int PRECISION = 12;
    private static final int REGISTERS = 1 << PRECISION;
    private static final int FEW_REGISTERS = 512;
    /** So few are put in one by one. */
    private static final int FEW = 4;

    private static final long HIGH_BITS = 0x80_80_80_80_80_80_80_80L;
    /** The first register is in the lowest bits. */
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final Hasher64 HASHER = Hashing.komihash5_0();
    private static final long[] NOBODY = {};

    /** Hashes ascending, while there are few. */
    private long[] hashes = NOBODY;

    private int size;
    private @Nullable UltraLogLog registers;

    public void add(String user) {
        addHash(hash(user));
    }

    /** The hash by which a user is told apart. */
    public static long hash(String user) {
        return HASHER.hashBytesToLong(user.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds a user by {@link #hash}. */
    public void addHash(long hash) {
        if (registers != null) {
            registers.add(hash);
            return;
        }
        int found = Arrays.binarySearch(hashes, 0, size, hash);
        if (found >= 0) {
            return;
        }
        if (size == EXACT_LIMIT) {
            intoRegisters().add(hash);
            return;
        }
        if (size == hashes.length) {
            hashes = Arrays.copyOf(hashes, Math.min(EXACT_LIMIT, Math.max(2, size * 2)));
        }
        int at = -found - 1;
        System.arraycopy(hashes, at, hashes, at + 1, size - at);
        hashes[at] = hash;
        size++;
    }

    /** Adds all users of another sketch to this one. */
    public void merge(UserSketch other) {
        if (other.registers != null) {
            (registers == null ? intoRegisters() : registers).add(other.registers);
            return;
        }
        if (registers == null && size == 0) {
            hashes = other.size == 0 ? NOBODY : Arrays.copyOf(other.hashes, other.size);
            size = other.size;
            return;
        }
        if (registers == null && other.size > FEW) {
            unite(other);
            return;
        }
        for (int i = 0; i < other.size; i++) {
            addHash(other.hashes[i]);
        }
    }

    /** Both are few, and in order. */
    private void unite(UserSketch other) {
        long[] union = new long[size + other.size];
        int mine = 0;
        int theirs = 0;
        int count = 0;
        while (mine < size || theirs < other.size) {
            boolean takeMine = theirs == other.size || (mine < size && hashes[mine] <= other.hashes[theirs]);
            long next = takeMine ? hashes[mine++] : other.hashes[theirs++];
            if (count == 0 || union[count - 1] != next) {
                union[count++] = next;
            }
        }
        hashes = union;
        size = count;
        if (count > EXACT_LIMIT) {
            intoRegisters();
        }
    }

    /** Number of distinct users. */
    public long count() {
        return registers == null ? size : Math.round(registers.getDistinctCountEstimate());
    }

    /** Relative standard error of the count; 0 as long as it is exact. */
    public double standardError() {
        return registers == null ? 0 : STANDARD_ERROR;
    }

    public byte[] toBytes() {
        ByteWriter out = new ByteWriter(registers == null ? 4 + 8 * size : 4 + 2 * FEW_REGISTERS);
        writeTo(out);
        return out.toBytes();
    }

    public void writeTo(ByteWriter out) {
        out.putByte(VERSION);
        if (registers != null) {
            writeRegisters(registers.getState(), out);
            return;
        }
        out.putByte(0).putVarLong(size);
        for (int i = 0; i < size; i++) {
            out.putLong(hashes[i]);
        }
    }

    private static void writeRegisters(byte[] state, ByteWriter out) {
        int used = used(state);
        if (used > FEW_REGISTERS) {
            out.putByte(1).putBytes(state);
            return;
        }
        out.putByte(2).putVarLong(used);
        int next = 0;
        for (int i = 0; i < REGISTERS; i += Long.BYTES) {
            // Most are 0 here, and eight at a time often are.
            for (long eight = (long) EIGHT.get(state, i); eight != 0; ) {
                int bits = Long.numberOfTrailingZeros(eight) & -Byte.SIZE;
                int at = i + bits / Byte.SIZE;
                out.putVarLong(at - next).putByte(state[at]);
                next = at + 1;
                eight &= ~(0xFFL << bits);
            }
        }
    }

    /** How many registers are not 0. */
    private static int used(byte[] state) {
        int used = 0;
        for (int i = 0; i < REGISTERS; i += Long.BYTES) {
            long eight = (long) EIGHT.get(state, i);
            // The high bit of each that is not 0: it is there, or a carry from the lower ones gets there.
            used += Long.bitCount((eight | ((eight & ~HIGH_BITS) + ~HIGH_BITS)) & HIGH_BITS);
        }
        return used;
    }

    /** @throws MalformedBytesException if the bytes are no sketch, or one of an unknown version */
    public static UserSketch ofBytes(byte[] bytes) {
        ByteReader in = new ByteReader(bytes);
        UserSketch sketch = readFrom(in);
        in.requireEnd();
        return sketch;
    }

    /** @throws MalformedBytesException if no sketch, or one of an unknown version, begins here */
    public static UserSketch readFrom(ByteReader in) {
        int version = in.getByte();
        if (version != VERSION) {
            throw new MalformedBytesException("user sketch of unknown version " + version);
        }
        UserSketch sketch = new UserSketch();
        int form = in.getByte();
        switch (form) {
            case 0 -> sketch.readHashes(in);
            case 1 -> sketch.registers = readRegisters(in);
            case 2 -> sketch.registers = readFewRegisters(in);
            default -> throw new MalformedBytesException("user sketch of unknown form " + form);
        }
        return sketch;
    }

    private void readHashes(ByteReader in) {
        int count = in.getCount(8);
        if (count > EXACT_LIMIT) {
            throw new MalformedBytesException(count + " hashes where " + EXACT_LIMIT + " is the most");
        }
        hashes = count == 0 ? NOBODY : new long[count];
        for (int i = 0; i < count; i++) {
            hashes[i] = in.getLong();
            if (i > 0 && hashes[i] <= hashes[i - 1]) {
                throw new MalformedBytesException("hashes out of order");
            }
        }
        size = count;
    }

    private static UltraLogLog readRegisters(ByteReader in) {
        byte[] state = in.getBytes(REGISTERS);
        for (byte register : state) {
            if (!isRegister(register & 0xFF)) {
                throw new MalformedBytesException("a register of " + (register & 0xFF));
            }
        }
        return UltraLogLog.wrap(state);
    }

    private static UltraLogLog readFewRegisters(ByteReader in) {
        int used = in.getCount(2);
        if (used > FEW_REGISTERS) {
            throw new MalformedBytesException(used + " registers one by one where " + FEW_REGISTERS + " is the most");
        }
        byte[] state = new byte[REGISTERS];
        int next = 0;
        for (int i = 0; i < used; i++) {
            long zeros = in.getVarLong();
            if (zeros < 0 || zeros >= REGISTERS - next) {
                throw new MalformedBytesException("a register behind the last");
            }
            int at = next + (int) zeros;
            int register = in.getByte() & 0xFF;
            if (register == 0 || !isRegister(register)) {
                throw new MalformedBytesException("a register of " + register);
            }
            state[at] = (byte) register;
            next = at + 1;
        }
        return UltraLogLog.wrap(state);
    }

    /**
     * Whether adding users can lead to this value: 0, or four times the largest update value seen plus two bits that say
     * whether the two values below it were seen as well; the smallest value has none below it, the next one.
     */
    private static boolean isRegister(int value) {
        int smallest = 4 * (PRECISION - 1);
        return value == 0
                || value == smallest
                || value == smallest + 4
                || value == smallest + 6
                || value >= smallest + 8;
    }

    private UltraLogLog intoRegisters() {
        UltraLogLog all = UltraLogLog.create(PRECISION);
        for (int i = 0; i < size; i++) {
            all.add(hashes[i]);
        }
        registers = all;
        hashes = NOBODY;
        size = 0;
        return all;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof UserSketch that && Arrays.equals(toBytes(), that.toBytes());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(toBytes());
    }

    @Override
    public String toString() {
        return "users=" + count();
    }
}
