package dev.eresident.core.revocation;

import dev.eresident.sandbox.pki.Credential;
import dev.eresident.sandbox.pki.CredentialSigner;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.jspecify.annotations.Nullable;

/** Makes one revocation list with BouncyCastle; a right one without entries unless one thing is changed. For one thread. */
@SuppressWarnings("exports")
public final class CrlMaker {
    private final Credential issuer;
    private final X509v2CRLBuilder builder;
    private ContentSigner signer;

    public CrlMaker(Credential issuer, Instant thisUpdate) {
        this(issuer, issuer.certificate().getSubjectX500Principal().getEncoded(), thisUpdate);
    }

    CrlMaker(Credential issuer, byte[] name, Instant thisUpdate) {
        this.issuer = issuer;
        this.signer = CredentialSigner.of(this.issuer);
        this.builder = new X509v2CRLBuilder(X500Name.getInstance(name), Date.from(thisUpdate));
    }

    public CrlMaker next(Instant nextUpdate) {
        builder.setNextUpdate(Date.from(nextUpdate));
        return this;
    }

    CrlMaker signedBy(ContentSigner other) {
        signer = other;
        return this;
    }

    CrlMaker extension(String oid, boolean critical, ASN1Encodable value) {
        try {
            builder.addExtension(new ASN1ObjectIdentifier(oid), critical, value);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return this;
    }

    /** An extension whose value need not be one element. */
    CrlMaker rawExtension(String oid, byte[] value) {
        try {
            builder.addExtension(new ASN1ObjectIdentifier(oid), false, value);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return this;
    }

    public CrlMaker revoke(BigInteger serial, Instant at, @Nullable Extensions extensions) {
        if (extensions == null) {
            builder.addCRLEntry(serial, Date.from(at), 0);
        } else {
            builder.addCRLEntry(serial, Date.from(at), extensions);
        }
        return this;
    }

    public byte[] der() {
        try {
            return builder.build(signer).getEncoded();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    Crl make() {
        return Crl.parse(der());
    }
}
