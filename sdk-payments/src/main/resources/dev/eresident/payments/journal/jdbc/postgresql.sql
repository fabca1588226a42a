-- Tables of the idempotency journal, schema version 1. Run once, by your own migration.
CREATE TABLE IF NOT EXISTS eresident_schema (
    component VARCHAR(64) NOT NULL PRIMARY KEY,
    version   INTEGER     NOT NULL
);

CREATE TABLE eresident_idempotency (
    idem_key       VARCHAR(64)                 NOT NULL PRIMARY KEY,
    operation      VARCHAR(64)                 NOT NULL,
    request_sha256 CHAR(64)                    NOT NULL,
    state          VARCHAR(32)                 NOT NULL,
    attempt        INTEGER                     NOT NULL,
    changed_at     TIMESTAMP(3) WITH TIME ZONE NOT NULL,
    sent_at        TIMESTAMP(3) WITH TIME ZONE,
    context        VARCHAR(2000)               NOT NULL,
    result         BYTEA,
    version        BIGINT                      NOT NULL
);

CREATE INDEX eresident_idempotency_state ON eresident_idempotency (state, changed_at);

INSERT INTO eresident_schema (component, version) VALUES ('idempotency', 1);
