package dev.eresident.core.internal.asn1;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.eresident.core.ProtocolException;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The ASN.1 reader answers any bytes with elements or with ASN1_MALFORMED. */
class DerFuzzTest {
    private static final String SEED =
            "304102010a060a2b060104018391210104030206c00c02c3b5170d3236303130323033303430355a"
                    + "0101ff0403020105a0053003020100310a300806035504030c0141";

    @FuzzTest
    void anyBytes(byte[] der) {
        try {
            walk(DerReader.of(der, 10_000));
        } catch (ProtocolException e) {
            assertThat(e.code()).isEqualTo("ASN1_MALFORMED");
        }
    }

    @Test
    void whenSeedIsMutated_thenReadOrRefused() {
        byte[] seed = HexFormat.of().parseHex(SEED);
        walk(DerReader.of(seed, 10_000));
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            byte[] mutated = seed.clone();
            for (int changes = random.nextInt(3); changes >= 0; changes--) {
                mutated[random.nextInt(mutated.length)] = (byte) random.nextInt();
            }
            anyBytes(mutated);
        }
    }

    private static void walk(DerReader reader) {
        while (reader.hasNext()) {
            DerElement element = reader.next();
            touch(element);
            if ((element.tag() & 0x20) != 0) {
                walk(element.reader());
            }
        }
    }

    private static void touch(DerElement element) {
        switch (element.tag()) {
            case DerElement.INTEGER -> assertThat(element.integer()).isNotNull();
            case DerElement.OID -> assertThat(element.oid()).contains(".");
            case DerElement.BIT_STRING -> element.bit(3);
            case DerElement.BOOLEAN -> element.bool();
            case 0x17, 0x18 -> assertThat(element.time()).isNotNull();
            default -> assertThat(element.text()).isNotNull();
        }
    }
}
