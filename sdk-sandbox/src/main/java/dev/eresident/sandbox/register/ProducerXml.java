package dev.eresident.sandbox.register;

import dev.eresident.sandbox.xml.SandboxXml;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Writes elements of the register's namespace, prefix {@code ns1}. */
final class ProducerXml {
    static final String NAMESPACE = "http://arireg.x-road.eu/producer/";

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd.MM.uuuu", Locale.ROOT);

    private final StringBuilder out = new StringBuilder();

    static String day(LocalDate date) {
        return DAY.format(date);
    }

    void open(String name) {
        out.append("<ns1:").append(name).append('>');
    }

    /** Opens the root, which declares the namespace. */
    void root(String name) {
        out.append("<ns1:")
                .append(name)
                .append(" xmlns:ns1=\"")
                .append(NAMESPACE)
                .append("\">");
    }

    void close(String name) {
        out.append("</ns1:").append(name).append('>');
    }

    void raw(String xml) {
        out.append(xml);
    }

    void text(String name, String text) {
        open(name);
        out.append(SandboxXml.escape(text));
        close(name);
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
