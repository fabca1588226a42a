package dev.eresident.core.signature.container;

import java.util.Optional;

/**
 * One data file of a container: an entry outside {@code META-INF/} that is not {@code mimetype}.
 *
 * @param name the entry's name
 * @param size unpacked size in bytes
 * @param mediaType what the manifest says, empty when it does not list the file
 */
public record DataFile(String name, long size, Optional<String> mediaType) {}
