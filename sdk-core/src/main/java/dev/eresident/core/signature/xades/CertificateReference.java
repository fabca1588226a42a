package dev.eresident.core.signature.xades;

import dev.eresident.core.Bytes;
import java.math.BigInteger;
import java.util.Optional;

/**
 * The signed commitment to the signer's certificate: SigningCertificate or SigningCertificateV2.
 *
 * @param digestUri digest algorithm as written
 * @param digestValue digest of the certificate's DER
 * @param serialNumber serial number of the V1 form, when it is a number
 * @param issuerSerial DER of the V2 form's IssuerSerial
 */
record CertificateReference(
        String digestUri, Bytes digestValue, Optional<BigInteger> serialNumber, Optional<Bytes> issuerSerial) {}
