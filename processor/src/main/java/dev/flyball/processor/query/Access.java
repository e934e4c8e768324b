package dev.flyball.processor.query;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lets those pass who know the token. Whether the processor is well may be asked by everyone. */
final class Access implements Handler {
    private static final String SCHEME = "Bearer ";
    private static final Set<String> OPEN = Set.of(SystemRoutes.HEALTH, SystemRoutes.READY);

    private final byte @Nullable [] token;

    Access(@Nullable String token) {
        this.token = token == null ? null : token.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void handle(Context ctx) {
        if (token != null && !OPEN.contains(ctx.path()) && !matches(token, ctx.header("Authorization"))) {
            throw Refusal.unauthorized();
        }
    }

    private static boolean matches(byte[] token, @Nullable String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return false;
        }
        byte[] shown = authorization.substring(SCHEME.length()).getBytes(StandardCharsets.UTF_8);
        // Takes as long for a nearly right token as for a wrong one, so it cannot be guessed byte by byte.
        return MessageDigest.isEqual(token, shown);
    }
}
