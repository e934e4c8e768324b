package dev.flyball.cli.config;

import java.util.regex.Pattern;

/** What must not be shown: passwords, tokens and keys, wherever they hide. */
final class Secrets {
    private static final String MASK = "********";
    private static final Pattern SECRET_KEY =
            Pattern.compile(".*(password|secret|token|credential|jaas\\.config|keystore\\.key|private\\.key).*");
    private static final Pattern IN_URL = Pattern.compile("(://[^/@]*:)[^/@]*@");

    private Secrets() {}

    /** The value as it may be shown. An empty one hides nothing and says that none is set. */
    static String shown(String key, String text) {
        if (text.isEmpty()) {
            return text;
        }
        return SECRET_KEY.matcher(key).matches() ? MASK : IN_URL.matcher(text).replaceAll("$1" + MASK + "@");
    }
}
