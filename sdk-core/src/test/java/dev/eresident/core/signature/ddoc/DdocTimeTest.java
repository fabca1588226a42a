package dev.eresident.core.signature.ddoc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DdocTimeTest {
    @ParameterizedTest
    @CsvSource({
        "2012-09-21T11:56:53Z,DIGIDOC_13,2012-09-21T11:56:53Z",
        "' 2012-09-21T11:56:53Z\n',DIGIDOC_13,2012-09-21T11:56:53Z",
        "2003.10.24T10:57:19Z,DIGIDOC_12,2003-10-24T10:57:19Z",
        "2003.10.24T10:57:19Z,DIGIDOC_11,2003-10-24T10:57:19Z",
        "2002.10.07T14:10:47-03:00,SK_XML_10,2002-10-07T11:10:47Z",
        "2002.12.07T14:10:47Z,SK_XML_10,2002-12-07T12:10:47Z"
    })
    void whenItIsATime_thenRead(String text, DdocVersion version, Instant expected) {
        assertThat(DdocTime.parse(text, version)).contains(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "'',DIGIDOC_13",
        "2012-09-21T11:56:53,DIGIDOC_13",
        "2012-09-21T11:56:53+02:00,DIGIDOC_13",
        "2012-09.21T11:56:53Z,DIGIDOC_13",
        "2012-13-21T11:56:53Z,DIGIDOC_13",
        "2012-02-30T11:56:53Z,DIGIDOC_13",
        "2012-09-21T24:56:53Z,DIGIDOC_13",
        "٢٠١٢-09-21T11:56:53Z,DIGIDOC_13",
        "2002.10.07T14:10:47-03:00:00:00:00,SK_XML_10"
    })
    void whenItIsNone_thenNothing(String text, DdocVersion version) {
        assertThat(DdocTime.parse(text, version)).isEmpty();
    }
}
