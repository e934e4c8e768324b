package dev.flyball.optimizer.webhook;

import java.net.URI;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The user's own service, and how patient we are with it.
 *
 * @param url https, or plain http on this machine
 * @param secret sent along as a bearer token; null for none
 * @param timeout for one attempt, 100 ms to 1 min
 * @param attempts 1 to 10
 * @param pause before the second attempt, and twice as long before each further one; half of it or half more by chance
 */
public record WebhookSettings(URI url, @Nullable String secret, Duration timeout, int attempts, Duration pause) {
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    public WebhookSettings {
        String host = url.getHost();
        boolean secure = "https".equals(url.getScheme())
                || ("http".equals(url.getScheme()) && host != null && THIS_MACHINE.contains(host));
        require(
                secure && host != null && url.getUserInfo() == null,
                "the webhook must be an https address, or an http one on this machine, without a user in it: "
                        + url.getScheme() + "://" + host);
        require(
                secret == null || secret.chars().allMatch(c -> c > ' ' && c < 127),
                "the secret of the webhook must be printable ASCII without spaces");
        range("timeout", timeout, Duration.ofMillis(100), Duration.ofMinutes(1));
        range("pause", pause, Duration.ofMillis(1), Duration.ofMinutes(1));
        require(attempts >= 1 && attempts <= 10, "attempts must be 1 to 10, but are " + attempts);
    }

    /** Three attempts of 5 s, and about 1 s and 2 s in between. */
    public static WebhookSettings of(URI url, @Nullable String secret) {
        return new WebhookSettings(url, secret, Duration.ofSeconds(5), 3, Duration.ofSeconds(1));
    }

    /** Without the secret, and without what may be one in the path or the query. */
    @Override
    public String toString() {
        return "webhook at " + url.getHost();
    }

    private static void range(String name, Duration value, Duration least, Duration most) {
        require(
                value.compareTo(least) >= 0 && value.compareTo(most) <= 0,
                name + " of the webhook must be " + least + " to " + most + ", but is " + value);
    }

    private static void require(boolean holds, String fault) {
        if (!holds) {
            throw new IllegalArgumentException(fault);
        }
    }
}
