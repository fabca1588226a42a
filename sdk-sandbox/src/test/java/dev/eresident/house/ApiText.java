package dev.eresident.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes down the public API of a module, one line per type and member, for the committed {@code api.txt}.
 *
 * <p>Public API is what an unqualified export of the module descriptor shows, or, in a module without descriptor, every
 * package that has no {@code internal} in its name.
 */
public final class ApiText {
    private ApiText() {}

    /**
     * Compares the module's API with the committed {@code api.txt} in the module's folder. With system property
     * {@code api.update} the file is written instead.
     *
     * @param module the module's folder, seen from the test's working directory
     * @return the difference, empty when there is none
     */
    public static String difference(Path module) {
        try {
            List<String> now = dump(module.resolve("target/classes"));
            Path file = module.resolve("api.txt");
            if (System.getProperty("api.update") != null) {
                Files.write(file, now);
                return "";
            }
            List<String> committed = Files.exists(file) ? Files.readAllLines(file) : List.of();
            List<String> added = new ArrayList<>(now);
            added.removeAll(committed);
            List<String> removed = new ArrayList<>(committed);
            removed.removeAll(now);
            if (added.isEmpty() && removed.isEmpty()) {
                return "";
            }
            return "The public API differs from " + file
                    + ". If this is wanted, run the tests with -Dapi.update=true and add a line to CHANGELOG.md.\n"
                    + Stream.concat(
                                    removed.stream().map(line -> "- " + line),
                                    added.stream().map(line -> "+ " + line))
                            .collect(Collectors.joining("\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> dump(Path classes) throws IOException {
        Predicate<String> shown = shownPackages(classes);
        Set<String> lines = new TreeSet<>();
        try (Stream<Path> files = Files.walk(classes)) {
            for (Path file : (Iterable<Path>) files.sorted()::iterator) {
                String name = classes.relativize(file).toString().replace('/', '.');
                if (!name.endsWith(".class") || name.endsWith("-info.class")) {
                    continue;
                }
                String type = name.substring(0, name.length() - ".class".length());
                if (shown.test(type.contains(".") ? type.substring(0, type.lastIndexOf('.')) : "")) {
                    describe(load(type), lines);
                }
            }
        }
        return List.copyOf(lines);
    }

    private static Predicate<String> shownPackages(Path classes) {
        if (!Files.exists(classes.resolve("module-info.class"))) {
            return name -> !name.contains(".internal");
        }
        Set<String> exported = ModuleFinder.of(classes).findAll().iterator().next().descriptor().exports().stream()
                .filter(export -> !export.isQualified())
                .map(ModuleDescriptor.Exports::source)
                .collect(Collectors.toSet());
        return exported::contains;
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, Thread.currentThread().getContextClassLoader());
        } catch (ClassNotFoundException | LinkageError e) {
            throw new IllegalStateException("Cannot load " + name, e);
        }
    }

    private static void describe(Class<?> type, Set<String> lines) {
        for (Class<?> outer = type; outer != null; outer = outer.getEnclosingClass()) {
            if (!visible(outer.getModifiers()) || outer.isAnonymousClass() || outer.isLocalClass()) {
                return;
            }
        }
        String name = type.getName().replace('$', '.');
        StringBuilder head = new StringBuilder(name).append(" : ");
        if (type.isSealed()) {
            head.append("sealed ");
        }
        // Newer JDKs write the sealed modifier themselves.
        head.append(type.toGenericString().replace('$', '.').replaceAll("\\b(non-)?sealed ", ""));
        if (type.isRecord()) {
            head.append(Arrays.stream(type.getRecordComponents())
                    .map(ApiText::component)
                    .collect(Collectors.joining(", ", " (", ")")));
        }
        Type[] parents = type.getGenericInterfaces();
        if (parents.length > 0) {
            head.append(Arrays.stream(parents)
                    .map(parent -> parent.getTypeName().replace('$', '.'))
                    .sorted()
                    .collect(Collectors.joining(", ", " implements ", "")));
        }
        lines.add(head.toString());
        Stream.<Member[]>of(type.getDeclaredFields(), type.getDeclaredConstructors(), type.getDeclaredMethods())
                .flatMap(Arrays::stream)
                .filter(member -> visible(member.getModifiers()) && !member.isSynthetic())
                .sorted(Comparator.comparing(Member::getName))
                .forEach(member ->
                        lines.add(name + " # " + simple(signature(member).replace('$', '.'))));
    }

    /** Leaves the packages out of the type names. */
    private static String simple(String signature) {
        return signature.replaceAll("(?<![\\w.])(?:[a-z]\\w*\\.)+(?=[A-Za-z]\\w*)", "");
    }

    private static boolean visible(int modifiers) {
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    }

    private static String component(RecordComponent component) {
        return component.getGenericType().getTypeName().replace('$', '.') + " " + component.getName();
    }

    private static String signature(Member member) {
        if (member instanceof Field field) {
            return field.toGenericString();
        }
        if (member instanceof Executable executable) {
            return executable instanceof Constructor<?> constructor
                    ? constructor.toGenericString()
                    : ((Method) executable).toGenericString();
        }
        return member.toString();
    }
}
