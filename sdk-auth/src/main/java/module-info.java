/** Who are you? The ways in: Web eID, Smart-ID, Mobile-ID and identity providers. */
@org.jspecify.annotations.NullMarked
module dev.eresident.auth {
    requires transitive dev.eresident.core;
    requires org.slf4j;
    requires static transitive java.sql;
    requires static transitive org.jspecify;

    exports dev.eresident.auth;
    exports dev.eresident.auth.mobileid;
    exports dev.eresident.auth.oidc;
    exports dev.eresident.auth.session;
    exports dev.eresident.auth.session.jdbc;
    exports dev.eresident.auth.signing;
    exports dev.eresident.auth.smartid;
    exports dev.eresident.auth.webeid;
    exports dev.eresident.auth.webeid.bound to
            dev.eresident.payments;
}
