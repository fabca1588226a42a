/** Acting for a company, and paying. */
@org.jspecify.annotations.NullMarked
module dev.eresident.payments {
    requires transitive dev.eresident.core;
    requires transitive dev.eresident.auth;
    requires org.slf4j;
    requires static transitive java.sql;
    requires static transitive org.jspecify;

    exports dev.eresident.payments.gateway;
    exports dev.eresident.payments.gateway.braintree;
    exports dev.eresident.payments.journal;
    exports dev.eresident.payments.journal.jdbc;
    exports dev.eresident.payments.order;
    exports dev.eresident.payments.sca;
    exports dev.eresident.payments.register;
    exports dev.eresident.payments.evidence;
}
