package dev.eresident.core.trust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eresident.core.trust.TrustService.StatusPeriod;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrustServiceTest {
    private static final String STATUS = "http://uri.etsi.org/TrstSvc/TrustedList/Svcstatus/";

    private static StatusPeriod period(String status, String from) {
        return new StatusPeriod(ServiceType.CA_QC, STATUS + status, Instant.parse(from), List.of(), List.of(), false);
    }

    private static TrustService service(StatusPeriod... history) {
        return new TrustService(ServiceType.CA_QC, "Service", "EE", List.of(), List.of(history));
    }

    @ParameterizedTest
    @CsvSource({
        "undersupervision, true, false",
        "supervisionincessation, true, false",
        "accredited, true, false",
        "setbynationallaw, true, false",
        "granted, true, true",
        "recognisedatnationallevel, true, true",
        "supervisionceased, false, false",
        "supervisionrevoked, false, false",
        "accreditationceased, false, false",
        "accreditationrevoked, false, false",
        "withdrawn, false, false",
        "deprecatedatnationallevel, false, false",
        "deprecatedbynationallaw, false, false",
        "Granted, false, false",
        "something-new, false, false"
    })
    void whenStatus_thenActiveBeforeAndSinceEidas(String status, boolean before, boolean since) {
        TrustService service = service(period(status, "2010-01-01T00:00:00Z"));

        assertThat(service.activeAt(Instant.parse("2016-06-30T21:59:59Z"))).isEqualTo(before);
        assertThat(service.activeAt(Instant.parse("2016-06-30T22:00:00Z"))).isEqualTo(since);
    }

    @Test
    void whenAskedAsWhat_thenTypeAndStatusMustBothFit() {
        Instant at = Instant.parse("2020-01-01T00:00:00Z");
        TrustService granted = service(period("granted", "2017-01-01T00:00:00Z"));
        TrustService withdrawn = service(period("withdrawn", "2017-01-01T00:00:00Z"));

        assertThat(granted.activeAs(Set.of(ServiceType.CA_QC, ServiceType.TSA), at))
                .isTrue();
        assertThat(granted.activeAs(Set.of(ServiceType.TSA), at)).isFalse();
        assertThat(withdrawn.activeAs(Set.of(ServiceType.CA_QC), at)).isFalse();
        assertThat(granted.listed()).isTrue();
        assertThat(service().listed()).isFalse();
    }

    @Test
    void whenThePeriodBeginsWithEidas_thenItIsUnderIt() {
        assertThat(period("granted", "2016-06-30T22:00:00Z").underEidas()).isTrue();
        assertThat(period("granted", "2016-06-30T21:59:59Z").underEidas()).isFalse();
        assertThat(period("undersupervision", "2016-06-30T21:59:59Z").qualified())
                .isTrue();
        assertThat(period("undersupervision", "2016-06-30T22:00:00Z").qualified())
                .isFalse();
    }

    @Test
    void whenStatusIsOfAnotherScheme_thenNotActive() {
        StatusPeriod foreign = new StatusPeriod(
                ServiceType.CA_QC, "urn:x/granted", Instant.parse("2010-01-01T00:00:00Z"), List.of(), List.of(), false);

        assertThat(service(foreign).activeAt(Instant.parse("2020-01-01T00:00:00Z")))
                .isFalse();
    }

    @Test
    void whenHistoryIsGivenInAnyOrder_thenThePeriodOfTheTimeCounts() {
        TrustService service = service(
                period("granted", "2016-06-30T22:00:00Z"),
                period("withdrawn", "2021-01-01T00:00:00Z"),
                period("undersupervision", "2011-01-01T00:00:00Z"));

        assertThat(service.activeAt(Instant.parse("2010-12-31T23:59:59Z"))).isFalse();
        assertThat(service.activeAt(Instant.parse("2011-01-01T00:00:00Z"))).isTrue();
        assertThat(service.activeAt(Instant.parse("2018-01-01T00:00:00Z"))).isTrue();
        assertThat(service.activeAt(Instant.parse("2021-01-01T00:00:00Z"))).isFalse();
        assertThat(service.history().get(0).statusUri()).endsWith("withdrawn");
    }

    @Test
    void whenNoHistory_thenAlwaysActive() {
        assertThat(service().activeAt(Instant.EPOCH)).isTrue();
        assertThat(service().typeAt(Instant.EPOCH)).isEqualTo(ServiceType.CA_QC);
    }
}
