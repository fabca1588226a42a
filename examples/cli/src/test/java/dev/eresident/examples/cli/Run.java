package dev.eresident.examples.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/** One run of the command in this JVM: what it printed and how it ended. */
record Run(int status, String out, String err) {
    static Run of(Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] texts = List.of(arguments).stream().map(Object::toString).toArray(String[]::new);
        int status = Eresident.commandLine(new PrintWriter(out, true), new PrintWriter(err, true))
                .execute(texts);
        return new Run(status, out.toString(), err.toString());
    }

    List<JsonNode> json() {
        return out.lines().map(Run::parse).toList();
    }

    JsonNode onlyJson() {
        List<JsonNode> lines = json();
        if (lines.size() != 1) {
            throw new AssertionError("Expected one line, got " + lines.size() + ": " + out);
        }
        return lines.get(0);
    }

    private static JsonNode parse(String line) {
        try {
            return new ObjectMapper().readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
