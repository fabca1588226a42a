/** Foundations of the e-Resident SDK: identifiers, certificates, trust, revocation, time-stamps, signature checking. */
@org.jspecify.annotations.NullMarked
module dev.eresident.core {
    requires org.slf4j;
    requires com.fasterxml.jackson.databind;
    requires okhttp3;
    requires okio;
    requires kotlin.stdlib;
    requires org.bouncycastle.provider;
    requires java.xml;
    requires java.xml.crypto;
    requires static java.sql;
    requires static transitive org.jspecify;
    requires static org.apache.pdfbox;
    requires static org.apache.pdfbox.io;

    exports dev.eresident.core;
    exports dev.eresident.core.id;
    exports dev.eresident.core.money;
    exports dev.eresident.core.certificate;
    exports dev.eresident.core.trust;
    exports dev.eresident.core.trust.lists;
    exports dev.eresident.core.revocation;
    exports dev.eresident.core.timestamp;
    exports dev.eresident.core.existence;
    exports dev.eresident.core.transport;
    exports dev.eresident.core.signature;
    exports dev.eresident.core.signature.create;
    exports dev.eresident.core.xroad;
    exports dev.eresident.core.internal.asn1 to
            dev.eresident.auth,
            dev.eresident.payments;
    exports dev.eresident.core.internal.zip to
            dev.eresident.auth,
            dev.eresident.payments;
    exports dev.eresident.core.internal.crypto to
            dev.eresident.auth,
            dev.eresident.payments;
    exports dev.eresident.core.internal.json to
            dev.eresident.auth,
            dev.eresident.payments;
    exports dev.eresident.core.internal.xml to
            dev.eresident.auth,
            dev.eresident.payments;
    exports dev.eresident.core.internal.jdbc to
            dev.eresident.auth,
            dev.eresident.payments;
    exports dev.eresident.core.internal.soap to
            dev.eresident.payments;
    exports dev.eresident.core.internal.seal to
            dev.eresident.auth,
            dev.eresident.payments;
}
