-- Tables of the replay guard and the session store, schema version 1. Run once, by your own migration.
-- Expired rows leave when others come, and stay when none does. For a fixed time of retention run on a schedule:
--   DELETE FROM eresident_challenge WHERE expires_at < CURRENT_TIMESTAMP - INTERVAL '1' MINUTE;
--   DELETE FROM eresident_session WHERE expires_at < CURRENT_TIMESTAMP - INTERVAL '1' MINUTE;
CREATE TABLE IF NOT EXISTS eresident_schema (
    component VARCHAR(64) NOT NULL PRIMARY KEY,
    version   INTEGER     NOT NULL
);

CREATE TABLE eresident_challenge (
    id             VARCHAR(128)                NOT NULL PRIMARY KEY,
    purpose        VARCHAR(32)                 NOT NULL,
    binding_sha256 CHAR(64)                    NOT NULL,
    expires_at     TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    used           BOOLEAN                     NOT NULL
);

CREATE INDEX eresident_challenge_expiry ON eresident_challenge (expires_at);

CREATE TABLE eresident_session (
    id             VARCHAR(128)                NOT NULL PRIMARY KEY,
    binding_sha256 CHAR(64)                    NOT NULL,
    content        VARCHAR(16384)              NOT NULL,
    expires_at     TIMESTAMP(6) WITH TIME ZONE NOT NULL
);

CREATE INDEX eresident_session_expiry ON eresident_session (expires_at);

INSERT INTO eresident_schema (component, version) VALUES ('session', 1);
