package dev.eresident.payments.register;

import dev.eresident.core.Bytes;
import dev.eresident.core.id.RegistryCode;
import dev.eresident.core.internal.soap.SoapEnvelope;
import dev.eresident.core.internal.soap.XmlText;

/** A question about one company. The body is the same through both doors; only the headers differ. */
record RegisterQuestion(String operation, RegistryCode company) {
    static final String PRODUCER = "http://arireg.x-road.eu/producer/";
    static final String BASIC_DATA = "lihtandmed_v3";
    static final String REPRESENTATION = "esindus_v2";

    /** The one element of the SOAP body; the order is that of the schemas. */
    Bytes body(RegisterCredentials credentials) {
        XmlText out =
                new XmlText().open("prod:" + operation, "xmlns:prod", PRODUCER).open("prod:keha");
        credentials.write(out, "prod:");
        out.leaf("prod:ariregistri_kood", number(company)).leaf("prod:keel", "eng");
        return Bytes.of(out.close().close().utf8());
    }

    /** The whole message of the register's own address, which has no header. */
    Bytes envelope(RegisterCredentials credentials) {
        XmlText out = new XmlText()
                .open("soapenv:Envelope", "xmlns:soapenv", SoapEnvelope.NAMESPACE)
                .open("soapenv:Body")
                .fragment(new String(body(credentials).toByteArray(), java.nio.charset.StandardCharsets.UTF_8));
        return Bytes.of(out.close().close().utf8());
    }

    /** The register types codes as integers. */
    static String number(RegistryCode code) {
        return Integer.toString(Integer.parseInt(code.digits()));
    }
}
