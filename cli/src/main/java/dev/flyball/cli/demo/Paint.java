package dev.flyball.cli.demo;

import dev.flyball.cli.demo.Moment.Mark;

/** Colours for a terminal, or none of them. */
record Paint(boolean coloured) {
    private static final String ESCAPE = "\u001b[";

    String of(Mark mark, String text) {
        return switch (mark) {
            case FAULT, FAILED -> code("35", text);
            case ALERT -> code("31", text);
            case ACTION, REQUEST -> code("33", text);
            case HEALED -> code("32", text);
            case NOTE, MEASURE -> text;
        };
    }

    String bad(String text) {
        return code("31", text);
    }

    String good(String text) {
        return code("32", text);
    }

    String strong(String text) {
        return code("1", text);
    }

    private String code(String code, String text) {
        return coloured ? ESCAPE + code + 'm' + text + ESCAPE + "0m" : text;
    }
}
