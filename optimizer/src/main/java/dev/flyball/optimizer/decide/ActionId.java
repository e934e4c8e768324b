package dev.flyball.optimizer.decide;

import dev.flyball.schemas.OptimizationRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The id of an action follows from its request and its strategy, so a repeated request cannot make a second one. */
final class ActionId {
    private static final int BYTES = 8;

    private ActionId() {}

    static String of(OptimizationRequest request, String strategy) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest((request.id() + '\n' + strategy).getBytes(StandardCharsets.UTF_8));
            return "a-" + HexFormat.of().formatHex(hash, 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
