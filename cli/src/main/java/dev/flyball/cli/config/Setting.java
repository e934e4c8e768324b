package dev.flyball.cli.config;

/**
 * A setting that Flyball knows.
 *
 * @param key its dotted name
 * @param byDefault its value when nobody sets it, as it would be written in a file
 * @param kind what it may be
 * @param about what it is for, in one sentence
 */
record Setting<T>(String key, String byDefault, Kind<T> kind, String about) {
    /** The environment variable that sets it. */
    String variable() {
        return "FLYBALL_"
                + key.toUpperCase(java.util.Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /** @throws ConfigException if the value is not what the setting wants */
    T read(Value value) {
        try {
            return kind.reader().apply(value.text());
        } catch (IllegalArgumentException e) {
            throw new ConfigException(value.origin() + ": " + key + " must be " + kind.wanted() + ", not '"
                    + Secrets.shown(key, value.text()) + "'");
        }
    }
}
