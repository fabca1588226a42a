package dev.eresident.core.internal.zip;

import dev.eresident.core.internal.zip.ArchiveEntry.NameEncoding;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** Decoding and judging the names of entries (APPNOTE §4.4.17, appendix D). */
final class EntryNames {
    private static final int MAX_BYTES = 1024;

    /** Characters 0x80 to 0xff of code page 437, which is not in every Java runtime image. */
    private static final String CP437 = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐"
            + "└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0";

    private EntryNames() {}

    record Decoded(String name, NameEncoding encoding) {}

    /**
     * Decodes a name and refuses a dangerous one.
     *
     * @param raw the bytes of the header
     * @param markedUtf8 flag bit 11
     * @param extra the extra fields, which may hold the name once more in UTF-8 (id 0x7075)
     */
    static Decoded decode(byte[] raw, boolean markedUtf8, ExtraFields extra) throws ZipFormatException {
        if (raw.length == 0) {
            throw new ZipFormatException(ZipProblem.BAD_NAME, "an entry has no name");
        }
        if (raw.length > MAX_BYTES) {
            throw new ZipFormatException(ZipProblem.BAD_NAME, "an entry's name is longer than 1024 bytes");
        }
        Decoded plain = plain(raw, markedUtf8);
        byte[] field = extra.unicodePath();
        Decoded decoded = field.length == 0 ? plain : withUnicodePath(raw, plain, field);
        requireSafe(decoded.name());
        return decoded;
    }

    private static Decoded plain(byte[] raw, boolean markedUtf8) throws ZipFormatException {
        if (markedUtf8 || isAscii(raw)) {
            return new Decoded(utf8(raw), NameEncoding.UTF_8);
        }
        StringBuilder text = new StringBuilder(raw.length);
        for (byte b : raw) {
            text.append(b >= 0 ? (char) b : CP437.charAt(b & 0x7f));
        }
        return new Decoded(text.toString(), NameEncoding.CP_437);
    }

    /** Info-ZIP Unicode Path (APPNOTE §4.6.9): version 1, CRC-32 of the header's name, the name in UTF-8. */
    private static Decoded withUnicodePath(byte[] raw, Decoded plain, byte[] field) throws ZipFormatException {
        CRC32 crc = new CRC32();
        crc.update(raw);
        if (field.length < 5 || field[0] != 1 || Window.u32(field, 1) != crc.getValue()) {
            throw inconsistent(plain.name());
        }
        byte[] path = new byte[field.length - 5];
        System.arraycopy(field, 5, path, 0, path.length);
        if (path.length == 0 || path.length > MAX_BYTES) {
            throw inconsistent(plain.name());
        }
        String name = utf8(path);
        if (plain.encoding() == NameEncoding.UTF_8 && !plain.name().equals(name)) {
            throw inconsistent(plain.name());
        }
        return new Decoded(name, NameEncoding.UTF_8);
    }

    private static ZipFormatException inconsistent(String name) {
        return new ZipFormatException(ZipProblem.INCONSISTENT, name, "an entry carries two different names");
    }

    private static boolean isAscii(byte[] raw) {
        for (byte b : raw) {
            if (b < 0) {
                return false;
            }
        }
        return true;
    }

    private static String utf8(byte[] raw) throws ZipFormatException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(raw))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new ZipFormatException(ZipProblem.BAD_NAME, "an entry's name is not valid UTF-8");
        }
    }

    private static void requireSafe(String name) throws ZipFormatException {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (Character.isISOControl(c)) {
                throw new ZipFormatException(ZipProblem.BAD_NAME, "an entry's name holds a control character");
            }
            if (c == '\\') {
                throw new ZipFormatException(ZipProblem.BAD_NAME, name, "an entry's name holds a backslash");
            }
        }
        if (name.charAt(0) == '/' || isDrive(name)) {
            throw new ZipFormatException(ZipProblem.BAD_NAME, name, "an entry's name is an absolute path");
        }
        int from = 0;
        while (from < name.length()) {
            int slash = name.indexOf('/', from);
            int to = slash < 0 ? name.length() : slash;
            String segment = name.substring(from, to);
            if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
                throw new ZipFormatException(
                        ZipProblem.BAD_NAME, name, "an entry's name holds an empty, '.' or '..' segment");
            }
            from = to + 1;
        }
    }

    private static boolean isDrive(String name) {
        return name.length() >= 3
                && name.charAt(1) == ':'
                && name.charAt(2) == '/'
                && ((name.charAt(0) | 0x20) >= 'a' && (name.charAt(0) | 0x20) <= 'z');
    }
}
