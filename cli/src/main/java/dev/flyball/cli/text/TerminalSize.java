package dev.flyball.cli.text;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How much fits on the terminal. */
public record TerminalSize(int columns, int lines) {
    private static final TerminalSize USUAL = new TerminalSize(100, 30);
    private static final Pattern SIZE = Pattern.compile("(\\d{1,4}) (\\d{1,4})\\s*");

    /** Asks the terminal; a usual size if it does not tell. Java itself cannot be asked. */
    public static TerminalSize measure() {
        try {
            Process stty = new ProcessBuilder("sh", "-c", "stty size </dev/tty 2>/dev/null").start();
            stty.getOutputStream().close();
            if (!stty.waitFor(500, TimeUnit.MILLISECONDS)) {
                stty.destroyForcibly();
                return USUAL;
            }
            return of(new String(stty.getInputStream().readNBytes(32), StandardCharsets.US_ASCII));
        } catch (IOException e) {
            return USUAL;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return USUAL;
        }
    }

    /** Of {@code lines columns}, as stty prints it. */
    static TerminalSize of(String printed) {
        Matcher matcher = SIZE.matcher(printed);
        if (!matcher.matches()
                || matcher.group(1).equals("0")
                || matcher.group(2).equals("0")) {
            return USUAL;
        }
        return new TerminalSize(Integer.parseInt(matcher.group(2)), Integer.parseInt(matcher.group(1)));
    }
}
