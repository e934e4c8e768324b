package dev.flyball.cli.config;

/**
 * Where a value was written.
 *
 * @param layer the layer it belongs to
 * @param place the exact place in that layer, such as {@code flyball.yaml:7}
 */
public record Origin(Layer layer, String place) {
    static final Origin DEFAULT = new Origin(Layer.DEFAULT, "default");

    /** The layers of the configuration, the weakest first. */
    public enum Layer {
        DEFAULT,
        FILE,
        ENVIRONMENT,
        COMMAND_LINE
    }

    static Origin file(String file, int line) {
        return new Origin(Layer.FILE, file + ":" + line);
    }

    static Origin environment(String variable) {
        return new Origin(Layer.ENVIRONMENT, variable);
    }

    static Origin commandLine(String key) {
        return new Origin(Layer.COMMAND_LINE, "--set " + key);
    }

    @Override
    public String toString() {
        return place;
    }
}
